/* Mooring's web snippet: https://…/t.js — what a page's visitors do, without storing anything before they agree. */
((window, document, navigator) => {
  const script = document.currentScript;
  if (!script || window.mooring?.loaded) return;
  const data = script.dataset;
  const endpoint = `${new URL(script.src).origin}/v1/b`;
  const allowed = (data.allow || '').split(/[\s,]+/).filter(Boolean);
  const waiting = window.mooring?.queue || [];
  const NAME = 'mooring_id';
  /* Says nothing of pages by itself, for widgets on the sites of others. */
  const isSilent = data.page === 'off';
  let consent = data.consent === 'granted';
  let refused = navigator.globalPrivacyControl === true;
  let queue = [];
  const seen = {};
  let anonymousId,
    userId,
    userHash,
    timer,
    lastPage,
    tries = 0;

  function fresh() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    return (
      Date.now().toString(36) + Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)
    );
  }

  /* Storage may be forbidden; then nothing is remembered from page to page. */
  function storage(work) {
    try {
      return work(window.localStorage);
    } catch (_) {}
  }

  function visitor() {
    if (consent && !anonymousId) anonymousId = storage((s) => s.getItem(NAME));
    anonymousId = anonymousId || fresh();
    if (consent)
      storage((s) => {
        s.setItem(NAME, anonymousId);
      });
    return anonymousId;
  }

  /* The address without what may carry secrets or names: no query but the keys asked for, no fragment. */
  function bare(address) {
    try {
      const url = new URL(address, location.href);
      const kept = new URLSearchParams();
      allowed.forEach((key) => {
        if (url.searchParams.has(key)) kept.set(key, url.searchParams.get(key));
      });
      const query = kept.toString();
      return url.origin + url.pathname + (query ? `?${query}` : '');
    } catch (_) {
      return '';
    }
  }

  function send(call) {
    /* Global Privacy Control is a no, until the visitor says yes here in so many words. */
    if (refused && !call.account) return;
    const account = call.account;
    delete call.account;
    call.messageId = fresh();
    call.timestamp = new Date().toISOString();
    call.context = {
      library: { name: 't.js' },
      page: { url: bare(location.href) },
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    if (account) call.anonymousId = `account:${account}`;
    else if (userId && userHash) {
      call.userId = userId;
      call.userHash = userHash;
    } else call.anonymousId = visitor();
    queue.push(call);
    if (queue.length > 200) queue.shift();
    schedule(queue.length < 20 ? 300 : 0);
  }

  function schedule(wait) {
    if (!timer)
      timer = setTimeout(() => {
        timer = 0;
        flush();
      }, wait);
  }

  function body(batch) {
    return JSON.stringify({ writeKey: data.key, batch: batch, sentAt: new Date().toISOString() });
  }

  function flush() {
    const batch = queue.splice(0, 20);
    if (!batch.length) return;
    fetch(endpoint, {
      method: 'POST',
      body: body(batch),
      keepalive: true,
      credentials: 'omit',
      headers: { 'content-type': 'text/plain' },
    })
      .then((answer) => {
        if (answer.status === 429 || answer.status >= 500) throw answer.status;
        tries = 0;
        if (queue.length) schedule(0);
      })
      .catch(() => {
        /* The same messageIds again: what arrived already is not counted twice. */
        queue = batch.concat(queue);
        if (tries < 8) schedule(1000 * 2 ** tries++ * (1 + Math.random()));
      });
  }

  function leave() {
    clearTimeout(timer);
    timer = 0;
    while (queue.length) {
      const batch = queue.splice(0, 20);
      const isSent = navigator.sendBeacon?.(endpoint, new Blob([body(batch)], { type: 'text/plain' }));
      if (!isSent) {
        queue = batch.concat(queue);
        flush();
        return;
      }
    }
  }

  function page(properties) {
    lastPage = location.pathname;
    const about = Object.assign(
      {
        url: bare(location.href),
        path: location.pathname,
        title: document.title,
        referrer: document.referrer && bare(document.referrer),
      },
      properties,
    );
    send({ type: 'page', properties: about });
  }

  const api = {
    loaded: true,
    page: page,
    track: (event, properties) => {
      send({ type: 'track', event: event, properties: properties || {} });
    },
    /* `hash` is made by your server: HMAC-SHA256 of the id with the key's identity secret, in hex. */
    identify: (id, traits, hash) => {
      userId = String(id);
      userHash = hash;
      if (hash) send({ type: 'identify', traits: traits || {} });
    },
    /* Says that a widget is still on this site; `account` is whose it is. */
    component: (name, account) => {
      const key = `${name}|${account}|${new Date().toISOString().slice(0, 10)}`;
      if (seen[key] || !account) return;
      seen[key] = 1;
      send({ type: 'track', event: 'Component Seen', properties: { component: name }, account: account });
    },
    consent: (isGiven) => {
      consent = isGiven !== false;
      if (consent) {
        refused = false;
        visitor();
      } else {
        storage((s) => {
          s.removeItem(NAME);
        });
        anonymousId = undefined;
        refused = true;
        queue = [];
      }
    },
    reset: () => {
      userId = userHash = anonymousId = undefined;
      storage((s) => {
        s.removeItem(NAME);
      });
    },
  };

  ['pushState', 'replaceState'].forEach((name) => {
    const real = history[name];
    history[name] = function (...state) {
      const result = real.apply(this, state);
      moved();
      return result;
    };
  });
  function moved() {
    if (!isSilent && location.pathname !== lastPage)
      setTimeout(() => {
        if (location.pathname !== lastPage) page();
      });
  }
  window.addEventListener('popstate', moved);
  window.addEventListener('online', () => {
    tries = 0;
    schedule(0);
  });
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
  });

  window.mooring = api;
  if (!isSilent) page();
  waiting.forEach((call) => {
    if (api[call[0]]) api[call[0]].apply(api, call[1]);
  });
})(window, document, navigator);
