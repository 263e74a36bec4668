// ---- the data, unpacked when it is looked at -----------------------------------------------------------------------------

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

const lines = new Map(Object.entries(DATA.sources).map(([file, all]) => [file, all.split('\n')]));

function place(n) {
  const [file, line, source, functions] = DATA.places[n];
  return {file: text(file), line, source: text(source) || lines.get(text(file))?.[line - 1]?.trim() || '', functions: stack(functions)};
}

function step(event, n, thread, turn, broken) {
  const [at, operation, telling, effects = [], changes = [], remarks = []] = DATA.events[event];
  return {n, thread, turn, broken, at: place(at), operation: text(operation), telling: telling === 1, effects, changes: changes.map(text),
    remarks: remarks.map(([line, source, remark]) => ({line, source: text(source), text: text(remark)}))};
}

/** Each turn is a thread, why it is its turn, and stretches of events: the first, and how many. */
function stepsOf(packed) {
  const steps = [];
  for (const [thread, turn, ...stretches] of packed.turns) {
    let why = turn;
    for (let i = 0; i < stretches.length; i += 2) {
      for (let k = 0; k < stretches[i + 1]; k++, why = '') {
        const n = packed.first + steps.length;
        steps.push(step(stretches[i] + k, n, thread, why, n === packed.broken));
      }
    }
  }
  return steps;
}

/** What changes is told by the steps; the rest holds the same all the time. */
function variablesOf(packed, steps) {
  const found = new Map();
  const variable = n => ({group: text(DATA.names[n][0]), name: text(DATA.names[n][1]), values: []});
  for (const s of steps) {
    for (let i = 0; i < s.effects.length; i += 3) {
      const [name, before, after] = s.effects.slice(i, i + 3);
      if (!found.has(name)) {
        found.set(name, variable(name));
        found.get(name).values.push({step: packed.first - 1, text: text(before)});
      }
      found.get(name).values.push({step: s.n, text: text(after)});
    }
  }
  for (const n of packed.constants) {
    const [name, value] = DATA.held[n];
    found.set(name, {...variable(name), values: [{step: packed.first - 1, text: text(value)}]});
  }
  return [...found.values()];
}

/** The execution of that number; steps[i] is step first + i. */
function execution(number) {
  if (!unpacked.has(number)) {
    const packed = DATA.executions[number];
    const steps = stepsOf(packed);
    const last = packed.first + steps.length - 1;
    const end = to => to === OPEN ? last + 1 : to;
    const name = n => DATA.names[n].map(text);
    unpacked.set(number, {...packed, number, last, steps, calls: packed.calls.map(text), size: text(packed.size),
      spans: packed.spans.map(([what, thread, from, to]) => ({kind: name(what)[0], thread, what: name(what)[1], from, to: end(to)})),
      periods: packed.periods.map(([thread, what, from, to, waits]) => ({thread, what: text(what), from, to: end(to), waits})),
      variables: variablesOf(packed, steps), causes: new Map(packed.causes.map(([step, ...on]) => [step, on])),
      waits: packed.waits.map(([thread, why, from, to]) => ({thread, why: text(why), from, to: end(to)})),
      ends: packed.ends.map(left => left && {at: place(left[0]), operation: text(left[1])}),
    });
  }
  return unpacked.get(number);
}

const stepOf = (run, n) => run.steps[n - run.first];
const clamp = (run, n) => Math.max(run.first - 1, Math.min(run.last, n));

/** What a variable holds after a step, what it held before, and the step that set it. */
function value(variable, n) {
  let i = 0;
  while (i + 1 < variable.values.length && variable.values[i + 1].step <= n) {
    i++;
  }
  return {now: variable.values[i].text, since: i === 0 ? 0 : variable.values[i].step, was: i > 0 ? variable.values[i - 1].text : null};
}

/** The executions of a scenario, by number. */
function executionsOf(scenario) {
  return DATA.executions.map((_, i) => i).filter(i => DATA.executions[i].scenario === scenario);
}

/** The first step, of those that others can notice if there is any, that the two do not take alike: its number in each; null if all are alike. */
function firstDifference(a, b) {
  const differ = (x, y) => !x || !y || a.threads[x.thread] !== b.threads[y.thread] || x.operation !== y.operation;
  for (const which of [s => s.telling, () => true]) {
    const x = a.steps.filter(which);
    const y = b.steps.filter(which);
    const i = [...x.length > y.length ? x : y].findIndex((_, k) => differ(x[k], y[k]));
    if (i >= 0) {
      return [x[i] ? x[i].n : a.last, y[i] ? y[i].n : b.last];
    }
  }
  return null;
}

/** The steps that happened before step n: those of its thread, those that they depend on, and so on. */
function happenedBefore(run, n) {
  const before = new Set();
  const open = [n];
  while (open.length) {
    const at = open.pop();
    const own = run.steps.slice(0, Math.max(0, at - run.first)).reverse().find(s => s.thread === stepOf(run, at).thread);
    for (const other of [...own ? [own.n] : [], ...run.causes.get(at) || []]) {
      if (!before.has(other) && other >= run.first) {
        before.add(other);
        open.push(other);
      }
    }
  }
  return before;
}

/**
 * What each thread could do after step n: {thread, goes: it is what this execution does next, s: its next step here, why: what it waits for, left: what it
 * would do though this execution ends before}. Threads that have ended, or that nobody asks to do anything, are not there.
 */
function choicesAfter(run, n) {
  return run.threads.map((_, thread) => {
    const s = run.steps.find(step => step.thread === thread && step.n > n);
    const wait = run.waits.find(w => w.thread === thread && w.from <= n && n < w.to);
    return {thread, s, goes: s?.n === n + 1, why: wait?.why, left: s ? null : run.ends[thread]};
  }).filter(choice => choice.s || choice.left);
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
  return packed.broken || packed.message ? packed.broken || packed.total : packed.first - 1;
}

const begin = number => link(number, entry(number));

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
