/** Makes a text a cell of a Markdown table. */
export function cell(text) {
  // A bar would end the cell; angle brackets would be taken for HTML, but not inside code.
  return text
    .replace(/\|/g, '\\|')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/</g, '&lt;').replace(/>/g, '&gt;')))
    .join('');
}
