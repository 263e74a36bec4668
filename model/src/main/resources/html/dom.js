'use strict';

// ---- elements: whatever comes from a scenario becomes a text node or the value of an attribute, never markup -----------

const byId = id => document.getElementById(id);
// Written out, the name of this namespace would be the only address of a page that has none.
const SVG = byId('svg').namespaceURI;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/** An HTML element. */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
function draw(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function show(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

// ---- words ---------------------------------------------------------------------------------------------------------------

const number = n => n.toLocaleString('en-US');
const count = (n, one, many) => number(n) + ' ' + (n === 1 ? one : many || one + 's');

/** Says it to those who do not see the page. */
function say(text) {
  byId('said').textContent = text;
}

function badge(kind, text) {
  return el('span', {class: 'badge ' + kind}, text);
}

/** How a verdict looks depends on whether it was expected. */
function verdict(scenario) {
  if (scenario.error) {
    return badge('bad', 'failed');
  }
  if (!scenario.verdict) {
    return null;
  }
  const kind = scenario.judgement === 'unexpected' ? 'bad' : scenario.judgement === 'inconclusive' ? 'warn'
    : scenario.verdict === 'breaks' ? 'known' : scenario.verdict === 'bounded' ? 'warn' : 'good';
  return badge(kind, scenario.verdict + (scenario.judgement === 'unexpected' ? ', unexpected' : ''));
}

/** A table; each row is {cells, class}, each cell a node, a text or {text, class}. */
function table(label, heads, rows) {
  const cell = (tag, c) => c && c.text !== undefined && !(c instanceof Node) ? el(tag, {class: c.class, colspan: c.span}, c.text) : el(tag, {}, c);
  return el('div', {class: 'scroll'}, el('table', {'aria-label': label},
    el('thead', {}, el('tr', {}, heads.map(head => cell('th', head)))),
    el('tbody', {}, rows.map(row => el('tr', {class: row.class}, row.cells.map(c => cell('td', c)))))));
}
