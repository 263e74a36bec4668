// ---- mistakes in the modelled kernel, and which of them nothing notices ------------------------------------------------------------

const view = {filter: '', fate: ''};
const num = words => ({text: words, class: 'num'});
const kinds = {SURVIVED: 'bad', REASON: 'bad', BOUNDED: 'warn', ERROR: 'bad', reasoned: 'known', noticed: 'good', TOGETHER: 'known'};

function tally(head, rows) {
  return table(head, [head, ...['noticed', 'missed', 'reasoned', 'equal', 'not reached', 'score'].map(num)],
    rows.map(([name, ...cells]) => ({class: '', cells: [name, ...cells.map(num)]})));
}

const shown = m => (!view.fate || m.fate === view.fate)
  && [m.id, m.operator, m.function, m.text, m.source, m.found].join(' ').toLowerCase().includes(view.filter.toLowerCase());

function rowOf(m) {
  return {class: m.bad ? 'wrong' : '', cells: [badge(kinds[m.fate] || '', m.fate), el('code', {}, m.id), el('code', {}, m.function),
    {text: [el('code', {}, m.text), el('br'), el('code', {class: 'muted'}, m.source)], class: 'wide'}, {text: m.found, class: 'some'}]};
}

/** Mistakes that are missed come first. */
function mistakesTable() {
  const rows = DATA.mistakes.filter(shown).sort((a, b) => Number(b.bad) - Number(a.bad));
  return [el('p', {class: 'muted', role: 'status'}, count(rows.length, 'mistake')),
    table('Mistakes', ['fate', 'mistake', 'function', {text: 'what is wrong, and the line of the kernel', class: 'wide'}, {text: 'found', class: 'some'}],
      rows.map(rowOf))];
}

function page() {
  const list = el('div', {class: 'plain'});
  const again = () => show(list, mistakesTable());
  const fates = [...new Set(DATA.mistakes.map(m => m.fate))].sort();
  show(byId('tabs'), el('select', {'aria-label': 'Fate', onchange: e => { view.fate = e.target.value; again(); }},
      el('option', {value: ''}, 'all'), fates.map(fate => el('option', {value: fate}, fate))),
    el('input', {type: 'search', placeholder: 'filter', 'aria-label': 'Filter mistakes', oninput: e => { view.filter = e.target.value; again(); }}));
  again();
  show(byId('main'), el('div', {class: 'plain'}, el('h1', {}, 'Mistakes in the modelled kernel'), el('p', {}, DATA.summary),
    el('p', {class: 'muted'}, DATA.statements), DATA.pairs.length > 0 && [el('h2', {}, 'Two at once'), table('Pairs',
        ['fate', 'mistakes', 'function', {text: 'what is wrong', class: 'wide'}, {text: 'found', class: 'some'}], DATA.pairs.map(rowOf))],
    list, el('h2', {}, 'By operator'), tally('operator', DATA.operators), el('h2', {}, 'By file'), tally('file', DATA.files)));
}

byId('about').textContent = DATA.program.replace(/^sockrace /, '');
page();
document.documentElement.classList.add('scripted');
