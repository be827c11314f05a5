import { describe, expect, it } from 'vitest';
import { renderMarkdown, type Links } from './markdown';

function shown(markdown: string, links: Links = 'inert'): HTMLElement {
  const page = document.createElement('div');
  page.append(renderMarkdown(document, markdown, links));
  return page;
}

describe('hostile text', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'before <svg/onload=alert(1)> after',
    '[go](javascript:alert(1))',
    '[go](JaVaScRiPt:alert(1))',
    '[go](data:text/html,<script>alert(1)</script>)',
    '[go](vbscript:x)',
    '[go](file:///etc/passwd)',
    '<javascript:alert(1)>',
    '![x](https://tracker.example/pixel.png)',
    '![x][pixel]\n\n[pixel]: https://tracker.example/pixel.png',
    '[a]: javascript:alert(1)\n\n[a]',
    '<!-- hidden --><style>*{display:none}</style>',
    '<iframe src="https://example.org"></iframe>',
    '| a |\n| - |\n| <b onclick=alert(1)>x</b> |',
    '```html"><script>\n</code></pre><script>alert(1)</script>\n```',
  ];

  it.each(hostile)('is inert: %s', (markdown) => {
    for (const links of ['inert', 'open'] as const) {
      const page = shown(markdown, links);
      expect(
        page.querySelector('script, style, iframe, img, svg, object, embed, form, input, b'),
      ).toBeNull();
      for (const element of page.querySelectorAll('*')) {
        for (const name of element.getAttributeNames())
          expect(name).not.toMatch(/^on|^style$|^src/);
      }
      for (const link of page.querySelectorAll('a'))
        expect(link.href).toMatch(/^(?:https?|mailto):/);
    }
  });

  it('nested without end neither hangs nor overflows', () => {
    expect(shown(`${'> '.repeat(4000)}still here`).textContent).toContain('still here');
    expect(shown('*a '.repeat(2000)).textContent).toContain('*a');
  });
});

describe('what Markdown would hide', () => {
  it('is shown, because it leaves', () => {
    expect(shown('<!-- a name -->').textContent).toContain('a name');
    expect(shown('[here](https://example.org/secret "a title")').textContent).toContain(
      'https://example.org/secret “a title”',
    );
    expect(shown('![a face](photo.png)').textContent).toContain('a face, photo.png');
    expect(shown('text\n\n[unused]: https://example.org/unused').textContent).toContain(
      'https://example.org/unused',
    );
    expect(
      shown('[x]: https://one.example\n[x]: https://two.example\n\n[x]').textContent,
    ).toContain('two.example');
  });
});

describe('links', () => {
  it('lead nowhere in the app', () => {
    const page = shown('[here](https://example.org) and <mailto:a@example.org>');
    expect(page.querySelector('a, [href]')).toBeNull();
    expect(page.textContent).toContain('here (https://example.org)');
  });

  it('open without a trace in the sealed page', () => {
    const link = shown('[here](https://example.org)', 'open').querySelector('a');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer');
  });
});

describe('the shape of a story', () => {
  it('stands: headings below the title, tight lists, tables', () => {
    const page = shown(
      '# One\n\n- a\n- b\n  - c\n\n3. third\n\n| x | y |\n| :- | -: |\n| 1 | 2 |\n\n*soft* **hard** `raw`',
    );
    expect(page.querySelector('h1')).toBeNull();
    expect(page.querySelector('h2')?.textContent).toBe('One');
    expect(shown('### a\n\n###### b').innerHTML).toBe('<h2>a</h2><h5>b</h5>');
    expect(page.querySelectorAll('ul li')).toHaveLength(3);
    expect(page.querySelector('li p')).toBeNull();
    expect(page.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect(page.querySelector('tbody td.letter-right')?.textContent).toBe('2');
    expect(page.querySelector('em')?.textContent).toBe('soft');
  });
});
