// ---- the call graph ----------------------------------------------------------------------------------------------------------------------

const FUNCTIONS = DATA.functions;
const shortName = f => f.slice(f.indexOf('.') + 1);
const shade = n => n === 0 ? 0 : Math.min(4, 1 + Math.floor(Math.log10(n) / 1.5));

function label([name, times, why]) {
  const kind = times > 0 ? 'good' : why ? 'known' : 'warn';
  return el('span', {class: 'badge label ' + kind, title: why || (times ? count(times, 'transition') : 'no execution passes it')}, name + ' ',
      times > 0 ? number(times) : why ? 'cannot be reached' : 'never taken');
}

/** A function and what it calls; one that was shown already is only named. */
function branch(name, times, run, seen, depth) {
  const f = FUNCTIONS[name] || {calls: [], labels: []};
  const first = run && run.steps.find(s => s.at.functions.some(g => g === shortName(name)));
  const head = [el('span', {class: 'fn heat' + shade(times)}, shortName(name)), el('span', {class: 'muted file'}, name.slice(0, name.indexOf('.')) + '.java'),
    el('span', {class: 'muted num'}, number(times) + '×'), first && el('a', {class: 'step', href: link(run.number, first.n)}, 'step ' + first.n),
        f.labels.map(label)];
  if (seen.has(name) || !f.calls.length) {
    return el('li', {}, el('div', {class: 'fnrow leaf'}, head, seen.has(name) && f.calls.length > 0 && el('span', {class: 'muted'}, 'calls as above')));
  }
  seen.add(name);
  return el('li', {}, el('details', {open: depth < 3}, el('summary', {class: 'fnrow'}, head),
    el('ul', {}, f.calls.map(([callee, , n]) => branch(callee, n, run, seen, depth + 1)))));
}

function graphView(run) {
  const roots = FUNCTIONS[''] ? FUNCTIONS[''].calls : [];
  const labels = Object.values(FUNCTIONS).flatMap(f => f.labels);
  const passed = labels.filter(l => l[1] > 0).length;
  const never = labels.filter(l => l[1] === 0 && !l[2]);
  const cannot = labels.filter(l => l[1] === 0 && l[2]);
  const sorted = [...roots].sort((a, b) => (b[0].endsWith('.sys_socket') - a[0].endsWith('.sys_socket')) || b[2] - a[2]);
  const seen = new Set();
  return [el('h1', {}, 'Call graph'),
    roots.length ? el('p', {class: 'muted'}, 'How many transitions all searches of this page took inside each call, and how often each goto label was passed: ',
      `${passed} of ${labels.length} labels of these functions`, cannot.length > 0 && `, ${cannot.length} cannot be reached`,
          never.length > 0 && [', ', badge('warn', `${never.length} never taken`)], '.')
          : none('Nothing was searched for this page, so no calls are known.'),
    roots.length > 0 && el('ul', {class: 'graph'}, sorted.map(([name, , n]) => branch(name, n, run, seen, 0)))];
}
