'use strict';
(() => {
  const root = document.documentElement;
  const said = document.body.dataset;
  const byId = (id) => document.getElementById(id);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const rows = all('#list .row');
  // What the page says once, said again where it is needed.
  const rules = new Map(all('#pick-r option[data-k]').map((option) => [option.value, option.dataset]));
  for (const row of rows) {
    const target = row.firstElementChild.getAttribute('href').slice(1);
    if (target[0] === 'c') row.dataset.c = target.slice(1); else row.dataset.u = target;
    row.dataset.s = row.classList[1];
    const verdict = row.querySelector('.vd');
    if (!verdict) continue;
    row.dataset.v = verdict.textContent;
    row.dataset.k = rules.get(row.dataset.r).k;
  }
  const keyOf = (row) => row.dataset.c || row.dataset.u;
  const rowOf = new Map(rows.map((row) => [keyOf(row), row]));
  const tableRows = all('#all tbody tr');
  for (const row of tableRows) row.dataset.c = row.querySelector('a').textContent;
  const tableRowOf = new Map(tableRows.map((row) => [row.dataset.c, row]));
  const marks = new Map();
  for (const mark of all('#text a.m')) {
    if (!mark.dataset.c) mark.dataset.c = mark.getAttribute('href').slice(2);
    for (const claim of mark.dataset.c.split(' ')) {
      if (!marks.has(claim)) marks.set(claim, []);
      marks.get(claim).push(mark);
    }
    mark.tabIndex = -1;
  }
  let shown = rows;
  let current = null;
  let lit = [];

  const narrow = () => matchMedia('(max-width:1180px)').matches;
  const phone = () => matchMedia('(max-width:760px)').matches;

  // The theme: what the system asks for, until somebody presses the button.
  const dark = () => root.dataset.theme === 'dark' || (!root.dataset.theme && matchMedia('(prefers-color-scheme:dark)').matches);
  const remember = (theme) => { try { localStorage.setItem('gouji-theme', theme); } catch { /* not allowed here */ } };
  const recall = () => { try { return localStorage.getItem('gouji-theme'); } catch { return null; } };
  const switchTheme = () => { root.dataset.theme = dark() ? 'light' : 'dark'; remember(root.dataset.theme); };

  // Choosing a claim or a figure.
  const light = (element) => { element.classList.add('cur'); lit.push(element); };
  const unlight = () => {
    for (const element of lit) { element.classList.remove('cur'); delete element.dataset.role; }
    lit = [];
    if (current) current.firstElementChild.removeAttribute('aria-current');
  };
  const nameRoles = (claim, proof) => {
    const named = new Set();
    for (const mark of marks.get(claim) || []) {
      const operand = (mark.dataset.o || '').split(' ').find((one) => one.startsWith(claim + '.'));
      if (!operand || named.has(operand)) continue;
      named.add(operand);
      const row = proof.querySelectorAll('.ops tbody tr')[operand.split('.')[1]];
      if (row) mark.dataset.role = row.cells[0].textContent;
    }
  };
  const idOf = (proof) => { const code = proof.querySelector('.id code'); return code ? code.textContent : ''; };
  const complete = (proof) => {
    if (proof.dataset.complete) return;
    proof.dataset.complete = '1';
    proof.tabIndex = -1;
    proof.setAttribute('aria-label', proof.querySelector('h3').textContent);
    const link = proof.querySelector('.rule a');
    const card = link && byId(link.getAttribute('href').slice(1));
    const why = card && card.querySelector('.why');
    if (why) link.parentElement.append(why.cloneNode(true));
    const id = proof.querySelector('.id');
    if (!id) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = said.copy;
    button.addEventListener('click', () => copy(idOf(proof), button));
    id.append(button);
  };
  const copy = async (text, button) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    button.textContent = said.copied;
    setTimeout(() => { button.textContent = said.copy; }, 1500);
  };
  const openClaim = (row) => {
    const claim = row.dataset.c;
    const proof = byId('c' + claim);
    complete(proof);
    light(proof);
    (marks.get(claim) || []).forEach(light);
    nameRoles(claim, proof);
    const tableRow = tableRowOf.get(claim);
    if (tableRow) light(tableRow);
    return [proof, (marks.get(claim) || [])[0]];
  };
  const openFigure = (row) => {
    const proof = byId('cu');
    const place = byId(row.dataset.u);
    const figure = place && (place.classList.contains('at') ? place.nextElementSibling : place);
    byId('cu-text').textContent = row.querySelector('b').textContent + '  ' + row.querySelector('.where').textContent;
    light(proof);
    if (figure) light(figure);
    return [proof, figure];
  };
  // The address names the claim by its id: that is no element's, so the browser does not scroll by itself.
  const name = (proof) => {
    try { history.replaceState(null, '', '#' + idOf(proof)); } catch { /* not allowed here */ }
  };
  const choose = (row, how = {}) => {
    unlight();
    current = row;
    root.classList.add('chosen');
    light(row);
    row.firstElementChild.setAttribute('aria-current', 'true');
    const [proof, place] = row.dataset.c ? openClaim(row) : openFigure(row);
    byId('at').textContent = `${shown.indexOf(row) + 1} / ${shown.length}`;
    if (how.sheet !== false) root.classList.add('proofing');
    root.classList.remove('listing');
    byId('proofs').scrollTop = 0;
    // On a telephone the proof covers the lower half, so the text goes to the top.
    if (place && (how.scroll !== false || phone())) place.scrollIntoView({ block: phone() ? 'start' : 'center' });
    if (how.list !== false) row.scrollIntoView({ block: 'nearest' });
    if (how.focus === 'row') row.firstElementChild.focus({ preventScroll: true });
    if (how.focus === 'proof') proof.focus({ preventScroll: true });
    if (how.name !== false) name(proof);
  };
  const close = () => {
    root.classList.remove('proofing', 'listing');
    if (narrow()) return;
    unlight();
    root.classList.remove('chosen');
    if (current) current.firstElementChild.focus({ preventScroll: true });
    current = null;
  };
  const step = (by) => {
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    choose(shown[next], { focus: narrow() ? null : 'row' });
  };

  // Filters: within one row of buttons any will do, across rows all must.
  const wanted = { s: new Set(), v: '', k: '', r: '', f: '', q: '' };
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) {
      const proof = row.dataset.c && byId('c' + row.dataset.c);
      const quote = proof ? proof.querySelector('blockquote').textContent : '';
      texts.set(row, [row.textContent, quote, row.dataset.r ? rules.get(row.dataset.r).r : ''].join('\n').normalize('NFKC').toLowerCase());
    }
    return texts.get(row);
  };
  const fits = (row) =>
    (!wanted.s.size || wanted.s.has(row.dataset.s)) &&
    ['v', 'k', 'r', 'f'].every((key) => !wanted[key] || row.dataset[key] === wanted[key]) &&
    (!wanted.q || textOf(row).includes(wanted.q));
  const filter = () => {
    shown = rows.filter((row) => { row.hidden = !fits(row); return !row.hidden; });
    for (const row of tableRows) { const one = rowOf.get(row.dataset.c); row.hidden = Boolean(one && one.hidden); }
    for (const group of all('#list .group')) group.hidden = !group.querySelector('.row:not([hidden])');
    byId('shown').textContent = said.shown.replace('{shown}', shown.length).replace('{total}', rows.length);
    if (current) byId('at').textContent = `${shown.indexOf(current) + 1} / ${shown.length}`;
  };
  const toggle = (chip) => {
    const on = chip.getAttribute('aria-pressed') !== 'true';
    chip.setAttribute('aria-pressed', on);
    if (on) wanted.s.add(chip.dataset.s); else wanted.s.delete(chip.dataset.s);
    filter();
  };
  let typing = 0;
  const search = byId('q');
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => { wanted.q = search.value.trim().normalize('NFKC').toLowerCase(); filter(); }, 120);
  });
  for (const chip of all('.chip')) chip.addEventListener('click', () => toggle(chip));
  for (const pick of all('.picks select')) {
    pick.addEventListener('change', () => { wanted[pick.dataset.key] = pick.value; filter(); });
  }

  // The table: a press on a heading sorts by it, another the other way round.
  const order = new Intl.Collator(root.lang, { numeric: true });
  const ranks = all('.chip').map((chip) => chip.dataset.s);
  const sort = (head, column) => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentElement.children) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const keyed = tableRows.map((row) => {
      if (column === 1) return [String(ranks.indexOf(row.classList[0])), row];
      return [column === 8 ? row.dataset.c : row.children[column].textContent, row];
    });
    keyed.sort((a, b) => (down ? order.compare(b[0], a[0]) : order.compare(a[0], b[0])));
    const inner = document.createDocumentFragment();
    for (const [, row] of keyed) inner.append(row);
    document.querySelector('#all tbody').append(inner);
  };
  all('#all thead th').forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.append(button);
    button.addEventListener('click', () => sort(head, column));
  });

  // Clicks: on overlapping marks, each goes on to the next claim.
  const ofMark = (mark) => {
    const claims = mark.dataset.c.split(' ');
    const at = current ? claims.indexOf(current.dataset.c) : -1;
    return rowOf.get(claims[(at + 1) % claims.length]);
  };
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = link.getAttribute('href').slice(1);
    if (link.dataset.c) {
      event.preventDefault();
      choose(ofMark(link), { scroll: false });
    } else if (rowOf.has(target) || (target[0] === 'c' && rowOf.has(target.slice(1)))) {
      event.preventDefault();
      choose(rowOf.get(target) || rowOf.get(target.slice(1)), { list: Boolean(link.closest('#side')) });
    } else if (target[0] === 't' && link.closest('.proof')) {
      event.preventDefault();
      if (narrow()) close();
      const place = (marks.get(target.slice(1)) || [])[0];
      if (place) { place.scrollIntoView({ block: 'center' }); place.focus({ preventScroll: true }); }
    }
  });

  // Which file of that name, where the list has room for the name alone.
  byId('list').addEventListener('mouseover', (event) => {
    const place = event.target.closest('.where');
    const file = place && document.querySelector(`#pick-f option[value="${place.closest('.row').dataset.f}"]`);
    if (file) place.title = file.textContent;
  });

  // Keys.
  const help = byId('help');
  const openHelp = () => (help.showModal ? help.showModal() : help.setAttribute('open', ''));
  const closeHelp = () => (help.close ? help.close() : help.removeAttribute('open'));
  const showFilters = () => { if (getComputedStyle(byId('side')).display === 'none') root.classList.add('listing'); };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    f: () => { showFilters(); (document.querySelector('.chip') || search).focus(); },
    '/': () => { showFilters(); search.focus(); search.select(); },
    t: switchTheme,
    '?': openHelp,
  };
  const escape = () => {
    if (document.activeElement === search && search.value) { search.value = ''; wanted.q = ''; filter(); } else close();
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const field = event.target.closest('input,select,textarea');
    const listed = event.target.closest('#list');
    if (event.key === 'Escape') escape();
    else if (field) return;
    else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
    else if (listed && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && current && (listed || event.target === document.body)) {
      event.preventDefault();
      const row = listed ? event.target.closest('.row') : current;
      choose(row || current, { focus: 'proof' });
    }
  });
  byId('theme').addEventListener('click', switchTheme);
  byId('keys').addEventListener('click', openHelp);
  byId('help-close').addEventListener('click', closeHelp);
  byId('menu').addEventListener('click', () => root.classList.toggle('listing'));
  byId('prev').addEventListener('click', () => step(-1));
  byId('next').addEventListener('click', () => step(1));
  byId('close').addEventListener('click', close);

  const theme = recall();
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  root.classList.add('scripted');
  filter();
  const asked = decodeURIComponent(location.hash.slice(1));
  const named = asked && all('.proof').find((proof) => idOf(proof) === asked);
  const first = rowOf.get(asked.slice(1)) || (named && rowOf.get(named.id.slice(1)));
  if (first) choose(first);
  else if (rows.length && !narrow()) choose(rows[0], { scroll: false, list: false, sheet: false, name: false });
})();
