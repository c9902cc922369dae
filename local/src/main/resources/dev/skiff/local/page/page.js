"use strict";

const POLL = 1000;
const PLAIN_ABOVE = 100_000;
const api = "/_skiff/api/";
const $ = (id) => document.getElementById(id);

/** What the page knows: filled by polls, shown by the functions below. */
const known = { run: "", revision: 0, offset: 0, calls: new Map(), state: null, stateText: "", gone: false };
const shown = { number: 0, revision: 0 };
const editor = { fn: "", opener: null };

/** An element; what is said of it becomes attributes and text, never markup. */
function el(name, about = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(about)) {
    if (key === "on") {
      made.addEventListener("click", value);
    } else if (value === true) {
      made.setAttribute(key, "");
    } else if (value !== false && value !== undefined && value !== null) {
      made.setAttribute(key, value);
    }
  }
  made.append(...content.filter((part) => part !== null && part !== undefined));
  return made;
}

function say(text) {
  $("said").textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => ($("said").textContent = ""), 4000);
}

// --- talking to the runner

async function get(path) {
  const answer = await fetch(api + path, { signal: AbortSignal.timeout(8000) });
  return answer.text();
}

async function post(path, body) {
  let answer;
  try {
    answer = await fetch(api + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    throw new Error("The runner doesn't answer");
  }
  const said = await answer.json();
  if (!answer.ok) {
    throw new Error(said.message);
  }
  return said;
}

/** What a button does: says how it went, and looks at once at what came of it. */
async function act(path, body, done) {
  try {
    const answer = await post(path, body);
    say(done(answer));
    poll();
    return answer;
  } catch (failure) {
    say(failure.message);
    return null;
  }
}

let timer = 0;
let polling = false;

async function poll() {
  clearTimeout(timer);
  if (polling) {
    timer = setTimeout(poll, 100);
    return;
  }
  polling = true;
  try {
    const [calls, state] = await Promise.all([get("calls?since=" + known.revision), get("state")]);
    await take(JSON.parse(calls));
    takeState(state);
    setGone(false);
  } catch {
    setGone(true);
  }
  polling = false;
  if (document.visibilityState === "visible") {
    timer = setTimeout(poll, POLL);
  }
}

async function take(news) {
  if (news.run !== known.run) {
    const isOther = known.run !== "";
    Object.assign(known, { run: news.run, revision: 0 });
    known.calls.clear();
    $("list").replaceChildren();
    if (isOther) {
      location.hash = "";
      return take(JSON.parse(await get("calls?since=0")));
    }
  }
  known.revision = news.revision;
  known.offset = news.now - Date.now();
  for (const number of known.calls.keys()) {
    if (number < news.oldest) {
      known.calls.get(number).item.remove();
      known.calls.delete(number);
    }
  }
  for (const call of news.calls.reverse()) {
    showRow(call);
  }
  showList();
  tick();
  await choose();
}

function setGone(gone) {
  $("pulse").className = "pulse " + (gone ? "lost" : "live");
  const text = gone ? "gone" : "live";
  if ($("pulse").textContent !== text) {
    $("pulse").textContent = text;
  }
  if (gone !== known.gone) {
    known.gone = gone;
    $("gone").hidden = !gone;
    $("gone").textContent = gone
      ? "The runner is gone. This is what the page last knew; it goes on by itself when the runner is back."
      : "";
  }
  for (const button of document.querySelectorAll("button[data-runner]")) {
    button.disabled = gone || button.dataset.runner === "never";
  }
}

// --- the list of calls

function showRow(call) {
  let kept = known.calls.get(call.number);
  if (!kept) {
    const row = el("a", { class: "row", href: "#" + call.number });
    kept = { item: el("li", {}, row), row, call };
    known.calls.set(call.number, kept);
    $("list").prepend(kept.item);
  }
  kept.call = call;
  kept.row.replaceChildren(
    el("span", {}, badge(call)),
    el(
      "span",
      { class: "what" },
      el("span", {}, call.function),
      el("span", { class: "label", title: label(call) }, label(call)),
    ),
    el(
      "span",
      { class: "when" },
      el(
        "span",
        {},
        call.initialization ? el("span", { class: "cold", title: "Started a JVM first: " + time(call.initialization) }, "cold") : null,
        el("span", { class: "duration" }, duration(call)),
      ),
      el("span", { class: "clock" }, clock(call.started)),
    ),
  );
}

function showList() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const failures = $("failures").checked;
  let count = 0;
  for (const { item, call } of known.calls.values()) {
    const text = [call.function, call.kind, call.label, call.requestId, verdict(call).text, call.error].join(" ").toLowerCase();
    const fits = words.every((word) => text.includes(word)) && (!failures || ["bad", "mind"].includes(verdict(call).mood));
    item.hidden = !fits;
    count += fits ? 1 : 0;
  }
  $("list").hidden = count === 0;
  $("none").hidden = count > 0;
  $("none").firstElementChild.textContent =
    known.calls.size > 0
      ? "None of the last " + known.calls.size + " calls fits."
      : "No calls yet. Call a URL, send a message, or press Invoke at a function: each call shows here at once.";
}

/** Times that go on. */
function tick() {
  for (const { row, call } of known.calls.values()) {
    if (call.state === "running") {
      row.querySelector(".duration").textContent = duration(call);
    }
  }
  for (const when of document.querySelectorAll("[data-next]")) {
    when.textContent = "next " + until(Number(when.dataset.next));
  }
}

const SHORT = { "Runtime.UserException": "error", "Sandbox.Timedout": "timeout", "Runtime.ExitError": "exited" };

function verdict(call) {
  if (call.state === "running") {
    return { mood: "running", text: "running" };
  }
  if (call.state === "failed") {
    return { mood: "bad", text: SHORT[call.errorType] ?? call.errorType.slice(call.errorType.lastIndexOf(".") + 1) };
  }
  if (call.status) {
    return { mood: call.status < "4" ? "good" : call.status < "5" ? "mind" : "bad", text: call.status };
  }
  if (Number(call.itemFailures) > 0) {
    return { mood: "mind", text: call.itemFailures + " failed" };
  }
  return { mood: "good", text: "ok" };
}

function badge(call) {
  const { mood, text } = verdict(call);
  return el("span", { class: "badge " + mood, title: call.errorType || text }, text);
}

function label(call) {
  return call.kind === "HTTP" ? call.label : [call.kind, call.label].filter(Boolean).join(" · ");
}

function duration(call) {
  return call.duration == null ? time(Math.max(0, Date.now() + known.offset - call.started)) : time(call.duration);
}

function time(ms) {
  if (ms < 10) {
    return ms.toFixed(2) + " ms";
  }
  return ms < 1000 ? Math.round(ms) + " ms" : (ms / 1000).toFixed(ms < 10_000 ? 2 : 1) + " s";
}

const two = (number) => String(number).padStart(2, "0");

function clock(epoch) {
  const at = new Date(epoch);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
}

function until(epoch) {
  const seconds = Math.max(0, Math.round((epoch - Date.now() - known.offset) / 1000));
  if (seconds < 120) {
    return "in " + seconds + " s";
  }
  return seconds < 7200 ? "in " + Math.round(seconds / 60) + " min" : new Date(epoch).toLocaleString();
}

function size(bytes) {
  return bytes < 1024 ? bytes + " B" : bytes < 1 << 20 ? (bytes / 1024).toFixed(1) + " KB" : (bytes / (1 << 20)).toFixed(1) + " MB";
}

// --- one call

const chosen = () => (/^#\d+$/.test(location.hash) ? Number(location.hash.slice(1)) : 0);

async function choose() {
  const number = chosen();
  for (const [each, { row }] of known.calls) {
    each === number ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  }
  const kept = known.calls.get(number);
  document.body.classList.toggle("chosen", number > 0);
  $("choose").hidden = number > 0;
  if (number === 0) {
    $("detail").replaceChildren();
    shown.number = 0;
  } else if (!kept) {
    shown.number = 0;
    $("detail").replaceChildren(back(), el("p", { class: "hint" }, "This call is no longer kept."));
  } else if (shown.number !== number || shown.revision !== kept.call.revision) {
    const isOther = shown.number !== number;
    Object.assign(shown, { number, revision: kept.call.revision });
    showCall(JSON.parse(await get("calls/" + number)), isOther);
  }
}

function back() {
  return el("button", { type: "button", class: "back", on: () => (location.hash = "") }, "← All calls");
}

function showCall(call, isOther) {
  if (call.number !== chosen() || !call.requestId) {
    return;
  }
  const scrolled = [...$("detail").querySelectorAll("pre")].map((pre) => [pre.dataset.part, pre.scrollTop]);
  const focused = document.activeElement?.dataset?.key;
  $("detail").replaceChildren(
    back(),
    el("div", { class: "title" }, el("h2", {}, call.function), badge(call), el("span", { class: "label" }, label(call))),
    call.error ? el("p", { class: "problem" }, call.errorType + ": " + call.error) : "",
    figures(call),
    buttons(call),
    ...parts(call),
  );
  refocus($("detail"), focused);
  if (isOther) {
    $("call").scrollTop = 0;
    if (getComputedStyle($("calls")).display === "none") {
      scrollTo(0, 0);
      $("call").focus();
    }
  } else {
    scrolled.forEach(([part, top]) => {
      const pre = $("detail").querySelector(`pre[data-part="${part}"]`);
      if (pre) {
        pre.scrollTop = top;
      }
    });
  }
}

function figures(call) {
  const figure = (name, value, about = {}) => (value ? el("div", {}, el("dt", {}, name), el("dd", about, value)) : null);
  return el(
    "dl",
    { class: "figures" },
    figure("Duration", duration(call)),
    figure("Cold start", call.initialization ? time(call.initialization) : ""),
    figure("Memory", call.memory ? call.memory + " MB" : ""),
    figure("Started", clock(call.started)),
    figure("Called by", call.cause),
    figure("Request id", call.requestId, { class: "mono" }),
  );
}

function buttons(call) {
  const whole = !call.eventIsCut;
  return el(
    "div",
    { class: "buttons" },
    el(
      "button",
      {
        type: "button",
        class: "main",
        "data-key": "replay",
        "data-runner": whole ? "yes" : "never",
        disabled: known.gone || !whole,
        title: whole ? "Call the function with this event again" : "The event was too large to be kept whole",
        on: () => replay(call),
      },
      "Replay",
    ),
    el("button", { type: "button", "data-key": "edit", "data-runner": "yes", on: (click) => edit(call.function, click.target, call.event) }, "Edit and invoke"),
    el("button", { type: "button", "data-key": "curl", on: () => copy(curl(call), "the curl command") }, "Copy as curl"),
    el("button", { type: "button", "data-key": "file", on: () => download(call) }, "Event file"),
  );
}

async function replay(call) {
  const answer = await act("replay", { call: call.number }, () => "Called " + call.function + " again");
  follow(answer?.requestId);
}

/** Shows a call that was made from here as soon as it is known. */
async function follow(requestId) {
  for (let tries = 0; requestId && tries < 20; tries++) {
    for (const { call } of known.calls.values()) {
      if (call.requestId === requestId) {
        location.hash = call.number;
        return;
      }
    }
    await new Promise((done) => setTimeout(done, 100));
    await poll();
  }
}

function parts(call) {
  const log = call.log.join("\n") + (call.logIsCut ? "\n… more lines were not kept" : "");
  return [
    part("Logs", log, { empty: call.state === "running" ? "Nothing yet." : "The function printed nothing." }),
    ...inside(call.answer, "Answer"),
    call.answer == null ? "" : part(call.state === "failed" ? "Error" : "Answer", call.answer, { bytes: call.answerBytes, isCut: call.answerIsCut, json: true }),
    ...inside(call.event, "Event"),
    part("Event", call.event, { bytes: call.eventBytes, isCut: call.eventIsCut, json: true }),
  ];
}

/** Bodies that stand as text in an event or an answer: what people look for. */
function inside(text, of) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof value?.body === "string" && value.body !== "") {
    return [part(of + ", its body", decoded(value), { json: true })];
  }
  const bodies = Array.isArray(value?.Records) ? value.Records.map((it) => it?.body ?? it?.Sns?.Message) : [];
  return bodies
    .filter((body) => typeof body === "string")
    .slice(0, 10)
    .map((body, index) => part(bodies.length > 1 ? "Message " + (index + 1) : "Message", body, { json: true }));
}

function decoded(value) {
  if (value.isBase64Encoded !== true) {
    return value.body;
  }
  try {
    const bytes = Uint8Array.from(atob(value.body), (char) => char.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return value.body;
  }
}

function part(title, text, { bytes, isCut = false, json = false, empty = "Empty." } = {}) {
  const about = bytes === undefined ? "" : size(bytes) + (isCut ? ", only the beginning is kept" : "");
  return el(
    "div",
    { class: "part" },
    el(
      "div",
      { class: "bar" },
      el("h3", {}, title),
      el("span", { class: "size" }, about),
      text ? el("button", { type: "button", class: "small", "data-key": "copy " + title, "aria-label": "Copy: " + title, on: () => copy(text, title.toLowerCase()) }, "Copy") : null,
    ),
    text
      ? el("pre", { "data-part": title, tabindex: 0, role: "region", "aria-label": title }, ...(json ? pretty(text) : [text]))
      : el("p", { class: "hint" }, empty),
  );
}

// --- JSON, laid out without reading it: numbers stay as they were sent

const TOKEN = /"(?:[^"\\]|\\[^])*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\s+/y;

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) {
      return null;
    }
    if (match[0].trim() !== "") {
      found.push(match[0]);
    }
  }
  return found;
}

function laidOut(text, each) {
  const all = tokens(text);
  if (!all || !"{[".includes(all[0])) {
    return false;
  }
  let depth = 0;
  const line = () => each("", "\n" + "  ".repeat(Math.max(0, depth)));
  all.forEach((token, index) => {
    const next = all[index + 1];
    if ("{[".includes(token)) {
      depth++;
      each("", token);
      "}]".includes(next) || line();
    } else if ("}]".includes(token)) {
      depth--;
      "{[".includes(all[index - 1]) || line();
      each("", token);
    } else if (token === ",") {
      each("", token);
      line();
    } else if (token === ":") {
      each("", ": ");
    } else {
      each(token[0] !== '"' ? "n" : next === ":" ? "k" : "s", token);
    }
  });
  return true;
}

/** Nodes for a pre: laid out and coloured if it is JSON, as it is otherwise. */
function pretty(text) {
  const nodes = [];
  const plain = text.length > PLAIN_ABOVE;
  let run = "";
  const isJson = laidOut(text, (kind, piece) => {
    if (kind === "" || plain) {
      run += piece;
      return;
    }
    nodes.push(run, el("span", { class: kind }, piece));
    run = "";
  });
  return isJson ? [...nodes, run] : [text];
}

function formatted(text) {
  let out = "";
  return laidOut(text, (kind, piece) => (out += piece)) ? out : text;
}

// --- taking things along

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("Copied " + what);
}

function download(call) {
  const link = el("a", { href: URL.createObjectURL(new Blob([formatted(call.event)], { type: "application/json" })), download: call.function + "-" + call.number + ".json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say("Saved " + link.download);
}

const quoted = (text) => "'" + String(text).replaceAll("'", "'\\''") + "'";

/** The request that the event tells of, or else a call of the function with the event. */
function curl(call) {
  let event = null;
  try {
    event = JSON.parse(call.event);
  } catch {
    // cut, or no JSON
  }
  const method = event?.requestContext?.http?.method ?? event?.httpMethod;
  const headers = event?.headers ?? {};
  const host = Object.entries(headers).find(([name]) => name.toLowerCase() === "host")?.[1];
  if (!method || !host || host === "localhost") {
    const name = known.state?.functions.find((it) => it.id === call.function)?.name ?? call.function;
    const target = location.origin + "/2015-03-31/functions/" + encodeURIComponent(name) + "/invocations";
    return ["curl -X POST " + quoted(target), "-H 'Content-Type: application/json'", "--data-binary " + quoted(call.event)].join(" \\\n  ");
  }
  const stage = event.version === "2.0" || event.version === "1.0" ? "" : event.requestContext?.stage ? "/" + event.requestContext.stage : "";
  const path = event.rawPath ?? stage + event.path;
  const query = event.rawQueryString ?? queryOf(event);
  const lines = ["curl -i -X " + method + " " + quoted("http://" + host + encodeURI(path) + (query ? "?" + query : ""))];
  for (const [name, value] of Object.entries(headers)) {
    if (!/^(host|content-length|x-forwarded-.*|x-amzn-.*|via)$/i.test(name)) {
      lines.push("-H " + quoted(name + ": " + value));
    }
  }
  if (event.cookies?.length) {
    lines.push("-H " + quoted("Cookie: " + event.cookies.join("; ")));
  }
  if (event.body) {
    lines.push("--data-binary " + quoted(decoded(event)));
  }
  return lines.join(" \\\n  ");
}

function queryOf(event) {
  const many = event.multiValueQueryStringParameters ?? {};
  return Object.entries(many)
    .flatMap(([name, values]) => values.map((value) => encodeURIComponent(name) + "=" + encodeURIComponent(value)))
    .join("&");
}

// --- the template

function takeState(text) {
  if (text === known.stateText) {
    return;
  }
  known.stateText = text;
  known.state = JSON.parse(text);
  const { functions, queues, schedules, streams, notRun, warnings } = known.state;
  const focused = document.activeElement?.dataset?.key;
  const open = [...$("notes").querySelectorAll("details[open]")].map((it) => it.dataset.key);
  $("functions").replaceChildren(...functions.map(showFunction));
  section("queues", "Queues", queues.map(showQueue));
  section("schedules", "Schedules", schedules.map(showSchedule));
  section("streams", "Streams", streams.map(showStream));
  $("notes").replaceChildren(
    ...[note("Not run here", notRun, open), note("Mind", warnings, open)].filter(Boolean),
  );
  refocus($("template"), focused);
  tick();
}

function refocus(within, key) {
  if (key && document.activeElement === document.body) {
    [...within.querySelectorAll("[data-key]")].find((it) => it.dataset.key === key)?.focus();
  }
}

function section(id, title, items) {
  $(id).replaceChildren(...(items.length ? [el("h2", {}, title), el("ul", { class: "panel rows" }, ...items)] : []));
}

function note(title, lines, open) {
  return lines.length
    ? el("details", { "data-key": title, open: open.includes(title) }, el("summary", {}, title + " (" + lines.length + ")"), el("ul", {}, ...lines.map((line) => el("li", {}, line))))
    : null;
}

function showFunction(fn) {
  const alive = fn.environments === 0 ? "not started" : fn.environments === 1 ? "1 JVM" : fn.environments + " JVMs";
  return el(
    "article",
    { class: "function", "aria-label": fn.id },
    el(
      "div",
      { class: "head" },
      el("h3", {}, fn.id),
      el("span", { class: "alive" + (fn.environments ? " on" : "") }, alive),
      el("button", { type: "button", class: "small", "data-key": "invoke " + fn.id, "data-runner": "yes", "aria-label": "Invoke " + fn.id, on: (click) => edit(fn.id, click.target) }, "Invoke"),
    ),
    el("p", { class: "facts" }, el("span", { class: "mono", title: fn.handler }, fn.handler.slice(fn.handler.lastIndexOf(".") + 1)), " · " + fn.memory + " MB · " + fn.timeout / 1000 + " s"),
    el("ul", { class: "triggers" }, ...fn.routes.map(showRoute), ...(fn.url ? [showUrl(fn.url)] : []), ...others(fn)),
  );
}

function showRoute(route) {
  const opens = ["GET", "ANY"].includes(route.method) && !route.url.includes("{") && !route.path.startsWith("$");
  const text = route.path;
  return el("li", {}, el("span", { class: "verb" }, route.method), opens ? link(route.url, text) : el("span", { class: "mono", title: route.url }, text));
}

function showUrl(url) {
  return el("li", {}, el("span", { class: "verb" }, "URL"), link(url, url.replace("http://", "")));
}

function link(url, text) {
  return el("a", { href: url, target: "_blank", rel: "noreferrer noopener", class: "mono", "data-key": "open " + url }, text);
}

/** Triggers that have no address. */
function others(fn) {
  const routes = new Set(fn.routes.map((it) => it.method + " " + it.path));
  return fn.samples.triggers
    .filter((name) => !routes.has(name) && name !== "Function URL")
    .map((name) => {
      const blank = name.indexOf(" ");
      return el("li", {}, el("span", { class: "verb" }, name.slice(0, blank)), el("span", { class: "mono" }, name.slice(blank + 1)));
    });
}

function showQueue(queue) {
  const isServed = queue.waiting !== undefined;
  const role = queue.deadLettersOf.length
    ? "dead letters of " + queue.deadLettersOf.join(", ")
    : queue.functions.length
      ? "to " + queue.functions.join(", ")
      : "";
  const depth = isServed
    ? [el("b", {}, String(queue.waiting)), " waiting · ", el("b", {}, String(queue.inFlight)), " in flight", queue.delayed ? " · " + queue.delayed + " delayed" : ""]
    : ["not served here"];
  return el(
    "li",
    {},
    el("div", {}, el("h3", {}, queue.id), el("p", { class: "facts numbers" }, ...depth), role ? el("p", { class: "facts" }, role) : null),
    queue.deadLettersOf.length && isServed
      ? el(
          "button",
          {
            type: "button",
            class: "small",
            "data-key": "redrive " + queue.id,
            "data-runner": "yes",
            "aria-label": "Redrive " + queue.id,
            title: "Send these messages back to " + queue.deadLettersOf.join(", "),
            on: () => act("redrive", { queue: queue.id }, () => "Sent the messages of " + queue.id + " back"),
          },
          "Redrive",
        )
      : null,
  );
}

function showSchedule(schedule) {
  return el(
    "li",
    {},
    el(
      "div",
      {},
      el("h3", {}, schedule.name),
      el("p", { class: "facts" }, el("span", { class: "mono" }, schedule.expression), schedule.zone === "UTC" || schedule.zone === "Z" ? "" : " " + schedule.zone, " to " + schedule.function),
      el("p", { class: "facts numbers" }, !schedule.enabled ? "disabled" : schedule.next ? el("span", { "data-next": schedule.next }) : "fires only when told to"),
    ),
    el(
      "button",
      {
        type: "button",
        class: "small",
        "data-key": "fire " + schedule.function + schedule.name,
        "data-runner": "yes",
        "aria-label": "Fire " + schedule.name + " now",
        on: () => act("fire", { function: schedule.function, schedule: schedule.name }, () => "Fired " + schedule.name),
      },
      "Fire now",
    ),
  );
}

function showStream(stream) {
  return el("li", {}, el("div", {}, el("h3", {}, stream.type), el("p", { class: "facts mono" }, stream.arn), el("p", { class: "facts" }, "to " + stream.function + (stream.enabled ? "" : ", disabled"))));
}

// --- the editor of an event

async function edit(id, opener, event) {
  const fn = known.state?.functions.find((it) => it.id === id);
  if (!fn) {
    return;
  }
  Object.assign(editor, { fn: id, opener });
  $("editor-title").textContent = "Invoke " + id;
  $("mistake").textContent = "";
  const group = (title, names) => (names.length ? el("optgroup", { label: title }, ...names.map((name) => el("option", { value: name }, name))) : "");
  $("sample").replaceChildren(
    event === undefined ? "" : el("option", { value: "" }, "The call"),
    group("Its triggers", fn.samples.triggers),
    group("Any", fn.samples.kinds),
  );
  editor.given = event;
  $("sample").value = event === undefined ? fn.samples.usual : "";
  $("event").value = event === undefined ? "" : formatted(event);
  $("editor").showModal();
  $("event").focus();
  $("event").setSelectionRange(0, 0);
  $("event").scrollTop = 0;
  if (event === undefined) {
    await fill();
  }
}

async function fill() {
  const name = $("sample").value;
  if (name === "") {
    $("event").value = formatted(editor.given);
    return;
  }
  try {
    const sample = JSON.parse(await get("sample?function=" + encodeURIComponent(editor.fn) + "&source=" + encodeURIComponent(name)));
    if (sample.message) {
      throw new Error(sample.message);
    }
    $("event").value = formatted(sample.event);
    $("event").setSelectionRange(0, 0);
    $("event").scrollTop = 0;
    $("mistake").textContent = "";
  } catch (failure) {
    $("mistake").textContent = failure.message;
  }
}

async function send() {
  try {
    const answer = await post("invoke", { function: editor.fn, event: $("event").value });
    $("editor").close();
    say("Called " + editor.fn);
    follow(answer.requestId);
  } catch (failure) {
    $("mistake").textContent = failure.message;
  }
}

// --- keys and the rest

function move(step) {
  const rows = [...known.calls.values()].reverse().filter(({ item }) => !item.hidden).map(({ row }) => row);
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))]?.focus();
}

document.addEventListener("keydown", (key) => {
  const types = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if ($("editor").open) {
    if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) {
      key.preventDefault();
      send();
    }
  } else if (key.key === "/" && !types) {
    key.preventDefault();
    $("filter").focus();
  } else if (key.key === "Escape" && chosen()) {
    location.hash = "";
  } else if ((key.key === "ArrowDown" || key.key === "ArrowUp") && $("list").contains(document.activeElement)) {
    key.preventDefault();
    move(key.key === "ArrowDown" ? 1 : -1);
  }
});
addEventListener("hashchange", () => choose().catch(() => setGone(true)));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && poll());
$("filter").addEventListener("input", showList);
$("failures").addEventListener("change", showList);
$("sample").addEventListener("change", fill);
$("cancel").addEventListener("click", () => $("editor").close());
$("send").addEventListener("click", send);
$("place").textContent = location.host;
document.title = "Skiff " + location.host;
poll();
