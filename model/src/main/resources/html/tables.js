// ---- scenarios, outcomes, defects ------------------------------------------------------------------------------------------------

const num = n => ({text: n, class: 'num'});
const wide = words => ({text: words, class: 'wide'});
const codes = values => values.map(text => ({text, class: 'code'}));
const nameLink = (scenario, number) => number === undefined || number < 0 ? el('b', {}, scenario.name) : el('a', {href: begin(number)}, scenario.name);

const fits = (scenario, filter) => [scenario.name, scenario.title, scenario.verdict, scenario.finding,
    scenario.modules].join(' ').toLowerCase().includes(filter.toLowerCase());

function filtered(filter) {
  return DATA.scenarios.map((scenario, i) => ({scenario, i})).filter(({scenario}) => fits(scenario, filter));
}

const none = words => el('p', {class: 'empty'}, words);

function totals() {
  const checked = DATA.scenarios.filter(s => s.verdict);
  const of = test => checked.filter(test).length;
  const parts = [count(DATA.scenarios.length, 'scenario')];
  if (checked.length) {
    parts.push(`${of(s => s.verdict === 'holds')} hold`, `${of(s => s.verdict === 'breaks' && s.judgement === 'met')} break as expected`,
      `${of(s => s.judgement === 'unexpected')} unexpected`, `${of(s => s.verdict === 'bounded')} bounded`);
  }
  const failed = DATA.scenarios.filter(s => s.error).length;
  return parts.concat(failed ? [`${failed} failed`] : []).join(' · ');
}

function scenariosView(filter) {
  const rows = filtered(filter).map(({scenario, i}) => ({class: scenario.judgement, cells: [verdict(scenario) || '', nameLink(scenario, executionsOf(i)[0]),
    wide(scenario.error || scenario.title || ''), scenario.finding || '',
    num(scenario.states ? number(scenario.states) : ''), num(scenario.outcomes
        ? String(scenario.outcomes.filter(o => o.seen !== 'never' && !o.below).length) : ''),
    {text: scenario.reach || '', class: 'some'}, scenario.kernel || '']}));
  return [el('h1', {}, 'Scenarios'), el('p', {class: 'muted'}, totals()),
    rows.length ? table('Scenarios', ['verdict', 'scenario', wide('suspicion'), 'finding', num('states'), num('outcomes'), 'search', 'kernel'], rows)
      : none('No scenario fits the filter.')];
}

// ---- outcomes ------------------------------------------------------------------------------------------------------------------------

function outcomesView(filter) {
  const shown = filtered(filter).filter(({scenario}) => scenario.outcomes?.length || scenario.observed);
  const compared = DATA.scenarios.some(s => s.observed);
  return [el('h1', {}, compared ? 'Outcomes: model against what was observed' : 'Outcomes of the model'),
    el('p', {class: 'muted'}, compared ? 'An outcome that was observed and is impossible in the model is an error in the model.'
      : 'sockrace compare SCENARIO --observed FILE --html PAGE puts beside them what jcstress has seen.'),
    shown.length ? shown.map(({scenario}) => outcomesCard(scenario)) : none('No outcomes: nothing was checked that has results.')];
}

function outcomesCard(scenario) {
  return el('section', {class: 'card', 'aria-label': 'Outcomes of ' + scenario.name}, el('div', {class: 'bar-head'},
      el('h2', {}, scenario.name, ' ', verdict(scenario)), el('span', {class: 'muted'}, scenario.reach)),
    scenario.title && el('p', {class: 'muted'}, scenario.title), scenario.observed ? observedTable(scenario) : outcomesTable(scenario),
    scenario.cut && el('p', {class: 'note'}, scenario.cut + '.'), scenario.notes.map(note => el('p', {class: 'muted'}, 'Note: ' + note)));
}

function outcomesTable(scenario) {
  return table('Outcomes of ' + scenario.name, [...scenario.columns, 'reachable', 'expect', wide('description'), ''],
      scenario.outcomes.map(o => ({class: (o.wrong ? 'wrong' : '') + (o.below ? ' below' : ''),
    cells: [...codes(o.values), o.wrong ? badge('bad', o.seen) : o.seen, o.below ? 'one of these' : o.grade, wide(o.description),
      o.execution >= 0 ? el('a', {href: begin(o.execution)}, 'show one') : '']})));
}

function observedTable(scenario) {
  const total = scenario.observed.samples;
  const execution = values => scenario.outcomes.find(o => o.values.join('\n') === values.join('\n'))?.execution ?? -1;
  return [el('p', {}, badge(scenario.observed.verdict === 'agrees' ? 'good' : scenario.observed.verdict === 'differs' ? 'bad' : 'warn',
      scenario.observed.verdict), ' ', count(total, 'sample')),
    table('Outcomes of ' + scenario.name, [...scenario.columns, num('observed'), num('share'), 'model', 'expect', wide('description'), ''],
      scenario.observed.rows.map(row => ({class: row.model === 'possible' ? '' : 'wrong', cells: [...codes(row.values), num(number(row.samples)),
        num(row.share), row.model === 'possible' ? row.model : badge('bad', row.model), row.grade, wide(row.description),
        execution(row.values) >= 0 ? el('a', {href: begin(execution(row.values))}, 'show one') : '']})))];
}

// ---- defects -----------------------------------------------------------------------------------------------------------------------------

function defectsView(filter) {
  const rows = filtered(filter).flatMap(({scenario}) => (scenario.violations || []).map(v => {
    const run = v.execution >= 0 ? DATA.executions[v.execution] : null;
    return {class: scenario.judgement, cells: [nameLink(scenario, v.execution), scenario.finding || '', el('b', {}, v.property),
        wide([v.headline.replace('BUG: sockrace: ', ''), el('div', {class: 'muted'}, v.message)]),
      num(run ? String(run.total) : ''), num(run ? String(run.preemptions) : ''),
        run && run.beside >= 0 ? el('a', {href: begin(v.execution), onclick: () => { view.compare = true; }}, 'compare') : '']};
  }));
  return [el('h1', {}, 'Defects'), el('p', {class: 'muted'}, 'What is broken, each with the execution that shows it with the fewest preemptions.'),
    rows.length ? table('Defects', ['scenario', 'finding', 'property', wide('what'), num('steps'), num('preemptions'), 'right kernel'], rows)
      : none('Nothing is broken in what was checked.')];
}
