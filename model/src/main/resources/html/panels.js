// ---- what goes on at one step ------------------------------------------------------------------------------------------------

/** A text in which each step that it names is a link. */
function linked(run, sentence) {
  const parts = [];
  let end = 0;
  const steps = /\bsteps? \d+(?:(?:, | and )\d+)*/g;
  for (let match = steps.exec(sentence); match; match = steps.exec(sentence)) {
    const numbers = /\d+/g;
    for (let n = numbers.exec(match[0]); n; n = numbers.exec(match[0])) {
      parts.push(sentence.slice(end, match.index + n.index), stepLink(run, Number(n[0])));
      end = match.index + n.index + n[0].length;
    }
  }
  return [...parts, sentence.slice(end)];
}

const stepLink = (run, n) => el('a', {class: 'step', href: link(run.number, n)}, String(n));
const threadLink = (run, s) => el('a', {class: 'step t' + s.thread % 6, href: link(run.number, s.n)}, String(s.n));

function stepPanel(run, n) {
  if (n < run.first) {
    return [el('h2', {}, n === 0 ? 'Before the first step' : 'What was left out'),
      el('p', {class: 'muted'}, n === 0 ? 'Nothing has happened yet. Go on with the arrow keys.'
          : `${run.kind === 'recording' ? 'Events' : 'Steps'} 1 to ${number(n)} are not in this page.`)];
  }
  const s = stepOf(run, n);
  const stack = [...s.at.functions].reverse();
  return [el('h2', {}, el('span', {class: 'thread t' + s.thread % 6}, run.threads[s.thread]), ` step ${n}`, s.broken && badge('bad', 'broken')),
    s.turn === 'preempted' && el('p', {class: 'note'}, run.threads[stepOf(run, n - 1)?.thread] + ' is preempted here.'),
    stack.length > 0 && el('p', {class: 'stack'}, stack.map((f, i) => [i > 0 && el('span', {class: 'muted'}, ' › '),
      i === stack.length - 1 ? el('b', {}, f) : f])),
    el('p', {class: 'operation'}, s.operation),
    s.changes.length > 0 && el('ul', {class: 'changes'}, s.changes.map(change => el('li', {}, change))),
    s.remarks.length > 0 && el('ul', {class: 'remarks'}, s.remarks.map(r => el('li', {}, remark(r)))),
    s.broken && el('p', {class: 'error'}, run.message)];
}

// ---- what could come next ------------------------------------------------------------------------------------------------------

/** A thread's choice: what it would do; to go on with, if this execution takes it next. */
function choiceNode(run, choice) {
  const at = choice.s ? choice.s.at : choice.left.at;
  const what = el('code', {}, at.source || (choice.s ? choice.s.operation : choice.left.operation));
  const words = [el('b', {class: 'thread t' + choice.thread % 6}, run.threads[choice.thread]), ' ',
    at.line > 0 && el('span', {class: 'where'}, `${at.functions[0] || ''}:${at.line} `), what];
  if (choice.goes) {
    return el('li', {class: 'goes'}, el('a', {href: link(run.number, choice.s.n), title: 'Go on (right arrow)'}, words));
  }
  return el('li', {class: choice.why ? 'waits' : ''}, words, el('span', {class: 'said'}, choice.why ? ['blocked: ', linked(run, choice.why)]
    : choice.s ? ['could go on; here it does at step ', stepLink(run, choice.s.n)] : 'could go on; here it never does'));
}

function nextPanel(run, n) {
  if (run.kind === 'recording') {
    return null;
  }
  const choices = choicesAfter(run, n);
  const broken = n === run.last && (run.broken || run.message);
  return el('section', {class: 'next', 'aria-label': 'Next'}, el('h3', {}, broken ? 'This execution ends here' : choices.length ? 'Next' : 'No thread is left'),
    !broken && el('ul', {}, choices.sort((a, b) => Boolean(b.goes) - Boolean(a.goes)).map(choice => choiceNode(run, choice))));
}

function remark(r) {
  return r.text === 'label' ? r.source : r.source ? `L${r.line} ${r.source}   ${r.text}` : '=> ' + r.text;
}

function whyPanel(run) {
  if (!run.why.length) {
    return null;
  }
  return el('section', {class: 'card why', 'aria-label': 'Why'}, el('h2', {}, 'Why'), el('ul', {},
      run.why.map(sentence => el('li', {}, linked(run, sentence)))));
}

/** What repairs it. The steps that it names are those of another kernel. */
function fixPanel(run) {
  return run.fix && el('section', {class: 'card why', 'aria-label': 'Fix check'}, el('h2', {}, 'Fix check'), el('ul', {},
      run.fix.map(sentence => el('li', {}, sentence))));
}

/** A name that may be broken where its parts meet. */
const breakable = name => name.split(/(?<=[.[\](>,])/).flatMap((part, i) => i ? [el('wbr'), part] : [part]);

// ---- state -------------------------------------------------------------------------------------------------------------------

function statePanel(run, n, all) {
  const freed = new Set(run.variables.filter(v => v.group === 'memory' && value(v, n).now === 'FREED').map(v => v.name));
  const held = run.variables.map(v => ({...v, ...value(v, n)})).filter(v => all || v.since > 0);
  held.sort((a, b) => b.since - a.since);
  const body = held.map(v => el('tr', {class: (v.since === n && n > 0 ? 'now' : v.since === 0 ? 'still' : '') + (freed.has(v.group) ? ' gone' : '')},
    el('th', {scope: 'row'}, breakable(v.name)),
    el('td', {}, el('span', {class: 'value'}, breakable(v.now)), freed.has(v.group) && el('span', {class: 'was'}, 'in freed memory'),
        v.was !== null && el('span', {class: 'was'}, 'was ', el('s', {}, breakable(v.was)))),
    el('td', {class: 'since'}, v.since > 0 ? stepLink(run, v.since) : '')));
  if (!body.length) {
    return el('p', {class: 'muted nothing'}, run.variables.length ? 'Nothing has changed yet.' : 'No values are known of this execution.');
  }
  return el('table', {class: 'state', 'aria-label': 'State after step ' + n}, el('thead', {}, el('tr', {}, el('th', {}, 'what'), el('th', {}, 'value'),
    el('th', {class: 'since'}, 'set at'))), el('tbody', {}, body));
}

// ---- source --------------------------------------------------------------------------------------------------------------------

/** Where a thread stands: the last step that it has taken, else the first that it will take. */
function standing(run, thread, n) {
  const steps = run.steps.filter(s => s.thread === thread && s.at.line > 0);
  return [...steps].reverse().find(s => s.n <= n) || steps[0];
}

/** For each line of that file: the steps taken there. */
function hits(run, file) {
  const lines = new Map();
  for (const s of run.steps) {
    if (s.at.file === file) {
      lines.set(s.at.line, [...lines.get(s.at.line) || [], s]);
    }
  }
  return lines;
}

/** The lines of a recording that are in this page. */
function recordingPanel(run) {
  return el('ol', {class: 'source', 'aria-label': 'Lines of the recording'},
      run.steps.map(s => el('li', {class: 'hit' + (s.broken ? ' bad' : ''), 'data-line': s.at.line},
    el('span', {class: 'no'}, String(s.at.line)), el('span', {class: 'hits'}, threadLink(run, s)), el('code', {}, s.at.source.replace(/ {2,}/g, '  ')))));
}

const COMMENT = /^\s*(\/\*|\*|\/\/)/;

function sourcePanel(run, file) {
  const taken = hits(run, file);
  const list = lines.get(file).map((line, i) => {
    const steps = taken.get(i + 1) || [];
    const test = DATA.tests[file + ':' + (i + 1)];
    return el('li', {class: (steps.length ? 'hit ' : '') + (COMMENT.test(line) ? 'comment' : ''), 'data-line': i + 1},
      el('span', {class: 'no'}, String(i + 1)),
      el('span', {class: 'hits'}, steps.slice(0, 3).map(s => threadLink(run, s)), steps.length > 3 && '…'),
      el('code', {}, line.replace(/^ +/, blanks => blanks.slice(blanks.length / 2)) || ' '), test && testCounts(test));
  });
  return el('ol', {class: 'source', 'aria-label': file}, list);
}

/** How often the goto on that line was taken, in all that was searched. */
function testCounts([taken, not]) {
  const part = (n, word) => el('span', {class: n ? 'muted' : 'never'}, n ? `${word} ${number(n)}×` : 'never ' + word);
  return el('span', {class: 'test'}, part(taken, 'taken'), ' · ', part(not, 'not taken'));
}

function markLine(list, line, thread) {
  list.querySelectorAll('.current').forEach(li => li.classList.remove('current', 't0', 't1', 't2', 't3', 't4', 't5'));
  const current = list.querySelector(`[data-line="${line}"]`);
  if (current) {
    current.classList.add('current', 't' + thread % 6);
    const box = list.parentNode;
    const top = current.offsetTop - box.offsetTop;
    if (top < box.scrollTop + 20 || top > box.scrollTop + box.clientHeight / 2) {
      box.scrollTop = Math.max(0, top - box.clientHeight / 4);
    }
  }
}

// ---- all steps as a table ---------------------------------------------------------------------------------------------------------

/** Rows of it: steps that others can notice, and stretches of private ones in one row. */
function stepRows(run, privates) {
  const rows = [];
  for (const s of run.steps) {
    const last = rows[rows.length - 1];
    if (privates || marked(s) || s.remarks.some(r => r.text.startsWith('taken ->') || !r.source)) {
      rows.push([s]);
    } else if (last && last.folded && last[0].thread === s.thread) {
      last.push(s);
    } else {
      rows.push(Object.assign([s], {folded: true}));
    }
  }
  return rows;
}

function stepsTable(run, privates, fold) {
  const changes = run.steps.some(s => s.changes.length || s.broken);
  const columns = run.threads.length <= 3 && innerWidth > 720 ? run.threads.map((_, t) => t).filter(t => run.steps.some(s => s.thread === t)) : [-1];
  const body = stepRows(run, privates).map(row => {
    const s = row[0];
    const last = row[row.length - 1];
    const words = row.folded && row.length > 1 ? el('span', {class: 'muted'},
        `${row.length} private steps in ${[...new Set(row.map(r => r.at.functions[0] || '?'))].slice(0, 4).join(', ')}`)
      : stepWords(s);
    const cell = columns[0] < 0 ? [el('td', {}, el('b', {class: 'thread t' + s.thread % 6}, run.threads[s.thread]), ' ', words)]
      : columns.map(t => el('td', {class: t === s.thread ? 'mine' : ''}, t === s.thread ? words : ''));
    const changed = el('td', {class: 'changed'}, row.folded && row.length > 1 ? null : s.changes.map(change => el('div', {}, change)),
        s.broken && badge('bad', 'broken'));
    return el('tr', {class: (s.broken ? 'broken' : '') + (s.turn === 'preempted' ? ' turn' : ''), 'data-from': s.n, 'data-to': last.n},
      el('td', {class: 'n'}, el('a', {class: 'step', href: link(run.number, last.n)}, s.n === last.n ? String(s.n) : `${s.n}–${last.n}`)), cell,
      changes && changed);
  });
  const heads = columns[0] < 0 ? [el('th', {}, 'step')] : columns.map(t => el('th', {class: 'mine'}, el('span', {class: 'thread t' + t % 6},
      run.threads[t]), ' ', run.calls[t]));
  return el('section', {class: 'card steps', 'aria-label': 'All steps'}, el('div', {class: 'bar-head'}, el('h2', {}, 'All steps'),
    run.steps.some(s => !marked(s)) && el('label', {class: 'check'}, el('input', {type: 'checkbox', checked: privates,
        onchange: e => fold(e.target.checked)}), 'private steps too')),
    el('div', {class: 'scroll'}, el('table', {class: 'list'}, el('thead', {}, el('tr', {}, el('th', {class: 'n'}, '#'), heads,
        changes && el('th', {class: 'changed'}, 'changed'))), el('tbody', {}, body))));
}

function stepWords(s) {
  const result = s.operation.lastIndexOf(' = ');
  return [el('span', {class: 'where'}, (s.at.functions[0] || '') + (s.at.line > 0 ? ':' + s.at.line : '')),
    el('code', {}, s.at.source || s.operation), s.at.source && result > 0 && el('code', {class: 'result'}, '-> ' + s.operation.slice(result + 3)),
    s.broken && el('code', {class: 'result'}, s.operation), s.remarks.map(r => el('code', {class: 'remark'}, remark(r)))];
}

function markRow(root, n) {
  root.querySelectorAll('tr[aria-current]').forEach(row => row.removeAttribute('aria-current'));
  for (const row of root.querySelectorAll('tr[data-from]')) {
    if (Number(row.dataset.from) <= n && n <= Number(row.dataset.to)) {
      row.setAttribute('aria-current', 'step');
    }
  }
}
