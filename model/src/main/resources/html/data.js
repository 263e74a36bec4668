// ---- the data, unpacked when it is looked at -----------------------------------------------------------------------------

const DATA = JSON.parse(byId('data').textContent);
const OPEN = -1;
const unpacked = new Map();

const text = n => DATA.texts[n];

/** The functions under way, innermost first. */
function stack(n) {
  const functions = [];
  for (let at = n; at >= 0; at = DATA.stacks[at][1]) {
    functions.push(text(DATA.stacks[at][0]));
  }
  return functions;
}

function place(n) {
  const [file, line, source, functions] = DATA.places[n];
  return {file: text(file), line, source: text(source), functions: stack(functions)};
}

function step(event, n, thread, turn, broken) {
  const [at, operation, telling, changes = [], remarks = []] = DATA.events[event];
  return {n, thread, turn, broken, at: place(at), operation: text(operation), telling: telling === 1, changes: changes.map(text),
    remarks: remarks.map(([line, source, remark]) => ({line, source: text(source), text: text(remark)}))};
}

function stepsOf(packed) {
  const steps = [];
  for (const [thread, turn, ...events] of packed.turns) {
    events.forEach((event, i) => steps.push(step(event, packed.first + steps.length, thread, i === 0 ? turn : '', packed.first + steps.length === packed.broken)));
  }
  return steps;
}

/** The execution of that number; steps[i] is step first + i. */
function execution(number) {
  if (!unpacked.has(number)) {
    const packed = DATA.executions[number];
    const steps = stepsOf(packed);
    const last = packed.first + steps.length - 1;
    const end = to => to === OPEN ? last + 1 : to;
    const name = n => DATA.names[n].map(text);
    unpacked.set(number, {...packed, number, last, steps,
      spans: packed.spans.map(([what, thread, from, to]) => ({kind: name(what)[0], thread, what: name(what)[1], from, to: end(to)})),
      periods: packed.periods.map(([thread, what, from, to, waits]) => ({thread, what: text(what), from, to: end(to), waits})),
      variables: packed.variables.map(([what, ...values]) => ({group: name(what)[0], name: name(what)[1], values: pairs(values)})),
    });
  }
  return unpacked.get(number);
}

function pairs(flat) {
  const values = [];
  for (let i = 0; i < flat.length; i += 2) {
    values.push({step: flat[i], text: text(flat[i + 1])});
  }
  return values;
}

const stepOf = (run, n) => run.steps[n - run.first];
const clamp = (run, n) => Math.max(run.first - 1, Math.min(run.last, n));

/** What a variable holds after a step, what it held before, and the step that set it. */
function value(variable, n) {
  let i = 0;
  while (i + 1 < variable.values.length && variable.values[i + 1].step <= n) {
    i++;
  }
  return {now: variable.values[i].text, since: variable.values[i].step, was: i > 0 ? variable.values[i - 1].text : null};
}

/** The executions of a scenario, by number. */
function executionsOf(scenario) {
  return DATA.executions.map((_, i) => i).filter(i => DATA.executions[i].scenario === scenario);
}

/** The first step that the two do not take alike, or 0. */
function firstDifference(a, b) {
  const from = Math.max(a.first, b.first);
  for (let n = from; n <= Math.max(a.last, b.last); n++) {
    const x = stepOf(a, n);
    const y = stepOf(b, n);
    if (!x || !y || a.threads[x.thread] !== b.threads[y.thread] || x.operation !== y.operation) {
      return n;
    }
  }
  return 0;
}

/** Steps before which a thread is interrupted that could have gone on. */
const preemptions = run => run.steps.filter(s => s.turn === 'preempted').map(s => s.n);

// ---- links -----------------------------------------------------------------------------------------------------------------

/** An id as it stands in a link: what is of no meaning there stays readable. */
const encoded = id => encodeURIComponent(id).replace(/%(2B|2C|3D|3A|20)/g, c => c === '%20' ? '%20' : decodeURIComponent(c));
const link = (number, n) => '#' + encoded(DATA.executions[number].id) + '/' + n;

/** Where an execution begins to be read: where it breaks, else at its beginning. */
function entry(number) {
  const packed = DATA.executions[number];
  return packed.kind === 'violation' || packed.kind === 'recording' ? packed.total : packed.first - 1;
}

/** What a link asks for: {tab} or {execution, n}; null if there is no such thing. */
function parse(hash) {
  if (hash.startsWith('#/')) {
    return {tab: hash.slice(2)};
  }
  let id;
  try {
    id = decodeURIComponent(hash.slice(1));
  } catch (e) {
    return null;
  }
  const slash = id.lastIndexOf('/');
  const known = name => DATA.executions.findIndex(x => x.id === name);
  if (slash > 0 && /^\d+$/.test(id.slice(slash + 1)) && known(id.slice(0, slash)) >= 0) {
    return {execution: known(id.slice(0, slash)), n: Number(id.slice(slash + 1))};
  }
  return known(id) >= 0 ? {execution: known(id), n: entry(known(id))} : null;
}
