package org.sockrace.report.html;

/** Finds text that is hard to read. */
final class Contrast {

    /** The texts whose contrast is less than 4.5 : 1, with that contrast. Colours that are half transparent are laid over what is behind them. */
    static final String SCRIPT = """
            (() => {
              const parse = colour => {
                const srgb = colour.match(/color\\(srgb ([^)]*)\\)/);
                const parts = (srgb ? srgb[1] : colour.replace(/^[a-z]+\\(/, '').replace(')', '')).split(/[ ,\\/]+/).map(Number);
                return srgb ? [...parts.slice(0, 3).map(x => x * 255), parts[3] ?? 1] : [...parts.slice(0, 3), parts[3] ?? 1];
              };
              const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
              const background = node => {
                if (!node || node.nodeType !== 1) {
                  return [255, 255, 255];
                }
                const own = parse(getComputedStyle(node).backgroundColor);
                return own[3] === 1 ? own.slice(0, 3) : over(own, background(node.parentNode));
              };
              const light = colour => {
                const [r, g, b] = colour.map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b;
              };
              const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
              const weak = new Set();
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let text = walk.nextNode(); text; text = walk.nextNode()) {
                const node = text.parentElement;
                const box = node.getBoundingClientRect();
                if (!text.data.trim() || !box.width || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TITLE', 'title', 'OPTION', 'OPTGROUP'].includes(node.tagName)) {
                  continue;
                }
                const svg = node.tagName === 'text';
                const rect = svg && !node.classList.contains('outside') ? node.parentNode.querySelector('rect') : null;
                const behind = rect ? parse(getComputedStyle(rect).fill).slice(0, 3) : background(svg ? node.closest('.card') : node);
                const colour = parse(svg ? getComputedStyle(node).fill : getComputedStyle(node).color);
                const found = ratio(over(colour, behind), behind);
                if (found < 4.5) {
                  weak.add(`${found.toFixed(2)} ${node.tagName}.${node.className.baseVal ?? node.className} ${text.data.slice(0, 40)}`);
                }
              }
              return [...weak];
            })()""";

    private Contrast() { }
}
