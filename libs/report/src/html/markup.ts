const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is already safe; only this module and templates of `html` make it. */
export interface Markup {
  readonly markup: string;
}

/** What a template may hold: text is escaped, markup is not, lists are joined. */
export type Content = string | number | Markup | readonly Content[];

/** Text for a place between tags or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(content: Content): string {
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  if ('markup' in content) return content.markup;
  return content.map(render).join('');
}

/** Builds markup from a template; everything put into it is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let markup = strings[0] ?? '';
  contents.forEach((content, i) => {
    markup += render(content) + (strings[i + 1] ?? '');
  });
  return { markup };
}

/** Nothing at all. */
export const NOTHING: Markup = { markup: '' };
