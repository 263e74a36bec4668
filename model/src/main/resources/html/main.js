// ---- views and keys ------------------------------------------------------------------------------------------------------------------------

const TABS = [['race', 'Race'], ['scenarios', 'Scenarios'], ['outcomes', 'Outcomes'], ['defects', 'Defects'], ['calls', 'Call graph']];
/** Whether that execution, if there is one, was asked for, rather than found as the right kernel's. */
const isAskedFor = other => other >= 0 && DATA.executions[other].kind === 'other';
const view = {tab: '', execution: DATA.executions.length ? 0 : -1, n: 0, compare: DATA.executions.some(x => isAskedFor(x.beside)), all: false,
  privates: false, filter: '', thread: -1, fade: true};
let race = null;

/** Views that would be empty are not offered: a recording has no outcomes. */
function isThere(id) {
  const some = test => DATA.scenarios.some(test);
  return {race: view.execution >= 0, scenarios: DATA.scenarios.length !== 1 || some(s => s.verdict) || view.execution < 0,
    outcomes: some(s => s.outcomes?.length || s.observed), defects: some(s => s.verdict || s.violations?.length), calls: Boolean(FUNCTIONS[''])}[id];
}

function tabsBar() {
  show(byId('tabs'), TABS.filter(([id]) => isThere(id)).map(([id, name]) =>
    el('a', {href: id === 'race' ? link(view.execution, view.n) : '#/' + id, 'aria-current': view.tab === id ? 'page' : null}, name)),
    ['scenarios', 'outcomes', 'defects'].includes(view.tab) && DATA.scenarios.length > 1 && el('input', {type: 'search', placeholder: 'filter',
        'aria-label': 'Filter scenarios', value: view.filter, oninput: e => { view.filter = e.target.value; page(); }}));
}

function page() {
  const views = {scenarios: () => scenariosView(view.filter), outcomes: () => outcomesView(view.filter), defects: () => defectsView(view.filter),
    calls: () => graphView(view.execution >= 0 ? execution(view.execution) : null)};
  race = null;
  show(byId('main'), el('div', {class: 'plain'}, (views[view.tab] || views.scenarios)()));
}

/** What is shown first: what was compared, or the one race that there is, else all scenarios. */
function home() {
  if (DATA.scenarios.some(scenario => scenario.observed)) {
    return {tab: 'outcomes'};
  }
  return DATA.scenarios.length === 1 && view.execution >= 0 ? {execution: 0, n: entry(0)} : {tab: 'scenarios'};
}

function route() {
  const asked = location.hash.length > 1 ? parse(location.hash) : home();
  if (asked && asked.execution !== undefined) {
    const other = view.tab !== 'race' || view.execution !== asked.execution;
    Object.assign(view, {tab: 'race', execution: asked.execution, n: clamp(execution(asked.execution), asked.n), thread: -1});
    if (other) {
      raceView();
      tabsBar();
    }
    moved();
    return;
  }
  view.tab = asked && TABS.some(([id]) => id === asked.tab && id !== 'race') ? asked.tab : 'scenarios';
  page();
  tabsBar();
  if (!asked) {
    byId('main').prepend(el('p', {class: 'error', role: 'alert'}, 'This page has no execution ' + location.hash.slice(1) + '.'));
  }
}

function go(n) {
  const run = execution(view.execution);
  view.n = clamp(run, n);
  view.thread = -1;
  history.replaceState(null, '', link(view.execution, view.n));
  moved();
}

// ---- one race --------------------------------------------------------------------------------------------------------------------------------

/** The scenarios that have executions, and the executions of this one. */
function choosers(run) {
  const jump = e => { location.hash = begin(Number(e.target.value)); };
  const option = (value, words, on) => el('option', {value, selected: on}, words);
  const scenarios = DATA.scenarios.map((s, i) => [s, executionsOf(i)[0]]).filter(([, first]) => first !== undefined);
  const kinds = [['violation', 'breaks'], ['recording', 'recorded'], ['replay', 'replayed'], ['outcome', 'ends with'],
    ['counterpart', 'the same schedule where it holds'], ['other', 'compared with']];
  const own = executionsOf(run.scenario);
  const groups = kinds.map(([kind, words]) => [words, own.filter(i => DATA.executions[i].kind === kind)]).filter(([, list]) => list.length);
  return [scenarios.length > 1 && el('label', {}, 'Scenario ', el('select', {onchange: jump},
      scenarios.map(([s, first]) => option(first, s.name, DATA.executions[first].scenario === run.scenario)))),
    own.length > 1 && el('label', {}, 'Execution ', el('select', {onchange: jump},
        groups.map(([words, list]) => el('optgroup', {label: words}, list.map(i => option(i, DATA.executions[i].title, i === run.number))))))];
}

function heading(run) {
  const scenario = DATA.scenarios[run.scenario] || {name: run.id, title: ''};
  const copy = el('button', {type: 'button', onclick: () => copied(run.replay, copy)}, 'Copy replay command');
  const compareButton = el('button', {type: 'button', 'aria-pressed': String(view.compare), onclick: compare, title: 'c'},
      isAskedFor(run.beside) ? 'Compare' : 'Compare with the right kernel');
  return el('section', {class: 'title', 'aria-label': 'Scenario'},
    el('div', {class: 'names'}, el('h1', {}, scenario.name, ' ', verdict(scenario)), scenario.title && el('p', {class: 'muted'}, scenario.title)),
    el('div', {class: 'tools'}, choosers(run), run.beside >= 0 && compareButton, run.replay && copy),
    el('p', {class: 'headline'}, headline(run),
      run.message && el('span', {}, run.message), run.kind !== 'recording' && el('span', {class: 'muted'}, run.schedule + ' · ' + run.size)),
    run.total > run.steps.length && run.kind !== 'recording' && el('p', {class: 'note'},
        `Only the last ${number(run.steps.length)} of ${number(run.total)} steps are in this page.`),
    scenario.cut && el('p', {class: 'note'}, scenario.cut + '.'));
}

function headline(run) {
  if (run.headline) {
    return el('b', {class: run.message ? 'bug' : ''}, run.headline);
  }
  return run.kind === 'recording' ? null : el('b', {}, run.kind === 'outcome' ? 'An execution that ends with ' + run.title : run.title);
}

function copied(command, button) {
  const done = words => { button.textContent = words; say(words); setTimeout(() => { button.textContent = 'Copy replay command'; }, 1500); };
  navigator.clipboard ? navigator.clipboard.writeText(command).then(() => done('Copied'), () => done(command)) : done(command);
}

function compare() {
  view.compare = !view.compare;
  raceView();
  moved();
}

const icon = path => draw('svg', {width: 16, height: 16, class: 'icon', 'aria-hidden': 'true'}, draw('path', {d: path}));

function control(run) {
  const button = (words, label, to) => el('button', {type: 'button', 'aria-label': label, title: label, onclick: () => go(to())}, words);
  const key = name => el('kbd', {}, name);
  const slider = el('input', {type: 'range', min: run.first - 1, max: run.last, 'aria-label': 'Step', oninput: e => go(Number(e.target.value))});
  const counter = el('output', {class: 'counter'});
  const node = el('div', {class: 'control', role: 'group', 'aria-label': 'Steps'},
    button(icon('M3 2v12M13 2L5 8l8 6z'), 'First step (Home)', () => run.first - 1),
    button(icon('M12 2L4 8l8 6z'), 'Back (left arrow)', () => view.n - 1),
    slider,
    button(icon('M4 2l8 6l-8 6z'), 'Forward (right arrow)', () => view.n + 1),
    button(icon('M13 2v12M3 2l8 6l-8 6z'), 'Last step (End)', () => run.last),
    counter,
    preemptions(run).length > 0 && [button('[', 'Previous preemption', () => previous(run)), button(']', 'Next preemption', () => next(run))],
    run.causes.size > 0 && el('label', {class: 'check'}, el('input', {type: 'checkbox', checked: view.fade,
        onchange: e => { view.fade = e.target.checked; moved(); }}), 'fade what did not happen before'),
    el('span', {class: 'keys muted'}, key('←'), key('→'), ' step ', run.steps.some(s => !marked(s)) && [key('Shift'), ' skips private '],
        preemptions(run).length > 0 && [key('['), key(']'), ' preemption']));
  const move = n => {
    slider.value = n;
    slider.setAttribute('aria-valuetext', `step ${n} of ${run.total}`);
    counter.textContent = `${n} / ${run.total}`;
  };
  return {node, move};
}

const previous = run => [...preemptions(run)].reverse().find(n => n < view.n) ?? run.first - 1;
const next = run => preemptions(run).find(n => n > view.n) ?? run.last;

function raceView() {
  const run = execution(view.execution);
  const other = view.compare && run.beside >= 0 ? execution(run.beside) : null;
  const main = byId('main');
  const room = Math.max(260, main.clientWidth - 32 - LANE.label);
  const x = layout(other ? [run, other] : [run], room);
  const differs = other && firstDifference(run, other);
  const own = lanes(run, x, {label: `${run.total} steps of ${run.threads.join(', ')}`, room, differs: differs && differs[0], onstep: go});
  const beside = other && lanes(other, x, {label: isAskedFor(run.beside) ? 'What it is compared with' : 'The same schedule on the right kernel', room,
    differs: differs && differs[1]});
  if (beside) {
    together(own.figure.lastChild, beside.figure.lastChild);
  }
  const ctl = control(run);
  const box = name => el('div', {class: 'box', tabindex: 0, role: 'region', 'aria-label': name});
  const parts = {step: el('section', {class: 'card step', 'aria-label': 'Step'}), state: box('State'), sourceHead: el('div', {class: 'bar-head'}),
    source: box('Source'), steps: el('div', {})};
  const all = el('label', {class: 'check'}, el('input', {type: 'checkbox', checked: !view.all,
      onchange: e => { view.all = !e.target.checked; moved(); }}), 'changed only');
  show(main, heading(run), el('section', {class: 'card picture', 'aria-label': 'Lanes'}, own.figure, beside && besideHead(run, other, differs),
      beside && beside.figure, legend(run), ctl.node),
    el('div', {class: 'panels'}, el('div', {class: 'column'}, parts.step, whyPanel(run), fixPanel(run)),
      el('section', {class: 'card sourcecard', 'aria-label': 'Source of the modelled kernel'}, parts.sourceHead, parts.source),
      el('section', {class: 'card statecard', 'aria-label': 'State'}, el('div', {class: 'bar-head'}, el('h2', {}, 'State'), all), parts.state)), parts.steps);
  race = {run, own, beside, other, ctl, parts, x, file: ''};
  steps();
}

/** Scrolls both together. */
function together(a, b) {
  a.addEventListener('scroll', () => { b.scrollLeft = a.scrollLeft; });
  b.addEventListener('scroll', () => { a.scrollLeft = b.scrollLeft; });
}

function steps() {
  show(race.parts.steps, stepsTable(race.run, view.privates, on => { view.privates = on; steps(); markRow(race.parts.steps, view.n); }));
}

function besideHead(run, other, differs) {
  const words = (r, n) => stepOf(r, n) ? `${r.threads[stepOf(r, n).thread]} ${stepOf(r, n).operation}` : 'it has ended';
  const at = (r, n) => [stepLink(r, n), ', ', el('code', {}, words(r, n))];
  return el('div', {class: 'beside'},
    el('p', {}, el('b', {}, isAskedFor(other.number) ? 'Compared with ' : 'The same schedule on ', el('a', {href: begin(other.number)}, other.title)),
      el('span', {class: other.headline ? 'error' : 'muted'}, other.headline || isAskedFor(other.number) ? other.headline : 'breaks nothing')),
    el('p', {class: 'muted'}, el('span', {}, differs ? ['First difference: above, at step ', at(run, differs[0]), '; below, at step ', at(other, differs[1])]
      : 'Both take the same steps.')));
}

function sourceTabs(run, thread) {
  return run.threads.map((name, t) => {
    const s = standing(run, t, view.n);
    return s && el('button', {type: 'button', class: 'thread t' + t % 6, 'aria-pressed': String(t === thread),
        onclick: () => { view.thread = t; sourceMoved(run); }}, name, el('span', {},
        run.kind === 'recording' ? `line ${s.at.line}` : `${s.at.functions[0] || ''}:${s.at.line}`));
  });
}

function sourceMoved(run) {
  const s = stepOf(run, view.n);
  const thread = view.thread >= 0 ? view.thread : s ? s.thread : run.steps.length ? run.steps[0].thread : 0;
  const at = standing(run, thread, view.n);
  show(race.parts.sourceHead, el('h2', {}, run.kind === 'recording' ? 'Recording' : at ? at.at.file : 'Source'), el('div', {class: 'choices'},
      sourceTabs(run, thread)));
  if (run.kind === 'recording' && at) {
    if (!race.file) {
      show(race.parts.source, recordingPanel(run));
    }
    race.file = 'recording';
  } else if (!at || !DATA.sources[at.at.file]) {
    show(race.parts.source, at ? el('pre', {class: 'line'}, at.at.source) : none('These steps have no place in the modelled source.'));
    race.file = '';
  } else if (race.file !== at.at.file) {
    race.file = at.at.file;
    show(race.parts.source, sourcePanel(run, at.at.file));
  }
  if (race.file) {
    markLine(race.parts.source.firstChild, at.at.line, thread);
  }
}

/** The steps that are not to be faded: the step, and what happened before it; null if none is. */
function beforeStep(run, n) {
  return view.fade && run.causes.size > 0 && n >= run.first ? happenedBefore(run, n).add(n) : null;
}

/** Shows the selected step everywhere. */
function moved() {
  const {run} = race;
  race.own.move(view.n);
  race.own.fade(beforeStep(run, view.n));
  race.beside?.move(Math.min(view.n, race.other.last));
  race.beside?.fade(beforeStep(race.other, Math.min(view.n, race.other.last)));
  race.ctl.move(view.n);
  show(race.parts.step, stepPanel(run, view.n), nextPanel(run, view.n));
  show(race.parts.state, statePanel(run, view.n, view.all));
  sourceMoved(run);
  markRow(race.parts.steps, view.n);
  const s = stepOf(run, view.n);
  say(s ? `Step ${view.n}, ${run.threads[s.thread]}: ${s.operation}` : 'Before the first step');
}

// ---- keys -----------------------------------------------------------------------------------------------------------------------------------------

function noticed(run, from, by) {
  let n = from + by;
  while (n >= run.first && n < run.last && !marked(stepOf(run, n))) {
    n += by;
  }
  return n;
}

const KEYS = {
  ArrowRight: (run, shift) => go(shift ? noticed(run, view.n, 1) : view.n + 1),
  ArrowLeft: (run, shift) => go(shift ? noticed(run, view.n, -1) : view.n - 1),
  Home: run => go(run.first - 1), End: run => go(run.last), '[': run => go(previous(run)), ']': run => go(next(run)), c: run => run.beside >= 0 && compare()};

addEventListener('keydown', e => {
  const typing = ['INPUT', 'SELECT', 'TEXTAREA'].includes(e.target.tagName) && e.target.type !== 'checkbox' && e.target.type !== 'range';
  if (race && !typing && !e.ctrlKey && !e.metaKey && !e.altKey && KEYS[e.key]) {
    e.preventDefault();
    KEYS[e.key](race.run, e.shiftKey);
  }
});

let width = innerWidth;
addEventListener('resize', () => {
  if (race && innerWidth !== width) {
    raceView();
    moved();
  }
  width = innerWidth;
});
addEventListener('hashchange', route);
document.querySelector('.skip').addEventListener('click', e => { e.preventDefault(); byId('main').focus(); });
byId('about').textContent = DATA.program.replace(/^sockrace /, '');
document.documentElement.classList.add('scripted');
route();
