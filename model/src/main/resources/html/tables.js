// ---- scenarios, outcomes, defects ------------------------------------------------------------------------------------------------

const nameLink = (scenario, number) => number === undefined || number < 0 ? el('b', {}, scenario.name) : el('a', {href: link(number, entry(number))}, scenario.name);

const fits = (scenario, filter) => [scenario.name, scenario.title, scenario.verdict, scenario.finding, scenario.modules].join(' ').toLowerCase().includes(filter.toLowerCase());

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
    {text: scenario.error || scenario.title || '', class: 'wide'}, scenario.finding || '',
    {text: scenario.states ? number(scenario.states) : '', class: 'num'}, {text: scenario.outcomes ? String(scenario.outcomes.filter(o => o.seen !== 'never' && !o.below).length) : '', class: 'num'},
    {text: scenario.reach || '', class: 'some'}, scenario.kernel || '']}));
  return [el('h1', {}, 'Scenarios'), el('p', {class: 'muted'}, totals()),
    rows.length ? table('Scenarios', ['verdict', 'scenario', {text: 'suspicion', class: 'wide'}, 'finding', {text: 'states', class: 'num'}, {text: 'outcomes', class: 'num'}, 'search', 'kernel'], rows)
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
  return el('section', {class: 'card', 'aria-label': 'Outcomes of ' + scenario.name}, el('div', {class: 'bar-head'}, el('h2', {}, scenario.name, ' ', verdict(scenario)), el('span', {class: 'muted'}, scenario.reach)),
    scenario.title && el('p', {class: 'muted'}, scenario.title), scenario.observed ? observedTable(scenario) : outcomesTable(scenario),
    scenario.notes.map(note => el('p', {class: 'muted'}, 'Note: ' + note)));
}

function outcomesTable(scenario) {
  return table('Outcomes of ' + scenario.name, [...scenario.columns, 'reachable', 'expect', {text: 'description', class: 'wide'}, ''], scenario.outcomes.map(o => ({class: (o.wrong ? 'wrong' : '') + (o.below ? ' below' : ''),
    cells: [...o.values.map(v => ({text: v, class: 'code'})), o.wrong ? badge('bad', o.seen) : o.seen, o.below ? 'one of these' : o.grade, {text: o.description, class: 'wide'},
      o.execution >= 0 ? el('a', {href: link(o.execution, entry(o.execution))}, 'show one') : ''].slice()})));
}

function observedTable(scenario) {
  const total = scenario.observed.samples;
  const share = n => n === 0 ? '–' : Math.max(0.01, 100 * n / total).toFixed(2) + '%';
  const execution = values => scenario.outcomes.find(o => o.values.join('\n') === values.join('\n'))?.execution ?? -1;
  return [el('p', {}, badge(scenario.observed.verdict === 'agrees' ? 'good' : scenario.observed.verdict === 'differs' ? 'bad' : 'warn', scenario.observed.verdict), ' ', count(total, 'sample')),
    table('Outcomes of ' + scenario.name, [...scenario.columns, {text: 'observed', class: 'num'}, {text: 'share', class: 'num'}, 'model', 'expect', {text: 'description', class: 'wide'}, ''],
      scenario.observed.rows.map(row => ({class: row.model === 'possible' ? '' : 'wrong', cells: [...row.values.map(v => ({text: v, class: 'code'})), {text: number(row.samples), class: 'num'},
        {text: share(row.samples), class: 'num'}, row.model === 'possible' ? row.model : badge('bad', row.model), row.grade, {text: row.description, class: 'wide'},
        execution(row.values) >= 0 ? el('a', {href: link(execution(row.values), entry(execution(row.values)))}, 'show one') : '']})))];
}

// ---- defects -----------------------------------------------------------------------------------------------------------------------------

function defectsView(filter) {
  const rows = filtered(filter).flatMap(({scenario}) => (scenario.violations || []).map(v => {
    const run = v.execution >= 0 ? DATA.executions[v.execution] : null;
    return {class: scenario.judgement, cells: [nameLink(scenario, v.execution), scenario.finding || '', el('b', {}, v.property), {text: [v.headline.replace('BUG: sockrace: ', ''), el('div', {class: 'muted'}, v.message)], class: 'wide'},
      {text: run ? String(run.total) : '', class: 'num'}, {text: run ? String(run.preemptions) : '', class: 'num'}, run && run.beside >= 0 ? el('a', {href: link(v.execution, entry(v.execution)) , onclick: () => { view.compare = true; }}, 'compare') : '']};
  }));
  return [el('h1', {}, 'Defects'), el('p', {class: 'muted'}, 'What is broken, each with the execution that shows it with the fewest preemptions.'),
    rows.length ? table('Defects', ['scenario', 'finding', 'property', {text: 'what', class: 'wide'}, {text: 'steps', class: 'num'}, {text: 'preemptions', class: 'num'}, 'right kernel'], rows)
      : none('Nothing is broken in what was checked.')];
}
