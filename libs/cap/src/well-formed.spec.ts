import { ACTUAL } from './message.fixture';
import { isWellFormed } from './well-formed';
import { writeCap } from './write';

test.each([
  '<a/>',
  '<a><b>x</b ></a >\n',
  '<!-- c --><?x y?><a b = "1" c=\'"\'>&amp;&#10;&#x1F6A8; > <![CDATA[<& ]]]]></a><!-- - -->',
  '<x:围 xmlns:x="u" é="">围</x:围>',
  writeCap(ACTUAL).replace(/^<\?.*\?>/, ''),
])('%j is', (text) => expect(isWellFormed(text)).toBe(true));

test.each([
  '',
  'x',
  '<a>',
  '</a>',
  '<a><b>x</c></a>',
  '<a><b></a></b>',
  '<a>b>x</b></a>',
  '<a/><b/>',
  '<a/>x',
  '<a/>\u2028',
  '<a\u2028b="c"/>',
  'x<a/>',
  '<a>& b</a>',
  '<a>&nbsp;</a>',
  '<a b="&"/>',
  '<a b="<"/>',
  '<a b=c/>',
  '<a b/>',
  '<a b="1"c="2"/>',
  '<a>]]></a>',
  '<a>\u0001</a>',
  '<a>\ud800</a>',
  '<a><b/ ></a>',
  '</a b="c">',
  '<a xmlnsb="c"/>',
  '<1a/>',
  '< a/>',
  '<a><!-- -- --></a>',
  '<a><!-- </a>',
  '<![CDATA[x]]><a/>',
])('%j is not', (text) => expect(isWellFormed(text)).toBe(false));
