"""The page itself, as a Jinja template with escaping always on. There is no script in it, no picture, and nothing is fetched."""

PAGE = """\
{%- macro name(text) -%}<bdi>{{ text|shown or "name not known" }}</bdi>{%- endmacro -%}
{%- macro text(words) -%}<bdi>{{ words|shown }}</bdi>{%- endmacro -%}
{%- macro names(v) -%}
{%- for shown_as in v.accounts.values() %}{{ name(shown_as) }}{{ ", " if not loop.last }}{% endfor -%}
{%- endmacro -%}
{%- macro tag(v) -%}
{%- if v.disposition == "care" -%}<span class="tag l-care">care: {{ v.severity }}</span>
{%- else -%}<span class="tag l-{{ v.severity }}">{{ v.severity }}</span>{%- endif -%}
{%- endmacro -%}
{%- macro line(said) %}
<p class="context">{{ said.at|clock }} <b>{{ name(said.who) }}
{{- " (%s)"|format(said.role) if said.role in ("creator", "moderator") and said.role != said.who }}</b>
{{ text(said.text) }}</p>
{%- endmacro -%}
{%- macro axis_box(axis, word) %}
<div class="axis"><b><span>{{ axis }}</span><span>{{ word if word != "info" else "nothing noted" }}</span></b>
<div class="steps" aria-hidden="true">
{%- for step in steps(word) %}<i class="{{ "l-info" if not step else "l-care" if axis == "care" else "l-" + word }}"></i>{% endfor -%}
</div><span class="meta">{{ axes[axis] }}</span></div>
{%- endmacro -%}
{%- macro strip_table(columns, levels) %}
<div class="scroll"><table class="strip">
<tr><th></th>{% for column in columns %}<td class="day">{{ column.label }}</td>{% endfor %}</tr>
{%- for axis in levels %}
<tr><th>{{ axis }}</th>
{%- for column in columns %}{% set word = column.levels[axis] -%}
{%- if word == "info" %}<td></td>
{%- else %}<td class="{{ "l-care" if axis == "care" else "l-" + word }}" title="{{ column.title }}: {{ word }}">{{ word[0]|upper }}</td>
{%- endif %}{% endfor %}</tr>
{%- endfor %}
<tr><th>refused</th>
{%- for column in columns %}<td class="no" title="{{ column.title }}">{{ "✕" if column.refusals }}</td>{% endfor %}</tr>
</table></div>
<p class="meta">L low, M medium, H high, C critical; ✕ the creator's side said no or stepped in.</p>
{%- endmacro -%}
{%- macro entry(row) %}
<span class="who">{{ name(row.who) }}</span>
<span class="meta">{{ row.at|day }} {{ row.at|clock }} UTC
{{- ", " + row.stream_offset|into + " into the stream" if row.stream_offset is not none }}
{{- " (" + row.stream_category|shown + ")" if row.stream_category }}, {{ row.platform }}</span>
{%- if row.side == "act" and row.severity not in ("", "info") %}
<span class="tag l-{{ row.severity }}">{{ row.severity }}</span>
{%- endif %}
{%- for said in row.before %}{{ line(said) }}{% endfor %}
{%- if row.reply_parent %}
<p class="context">in answer to <b>{{ name(row.reply_parent.who) }}</b>: {{ text(row.reply_parent.text) }}</p>
{%- endif %}
{%- if row.text or row.deed or row.donation %}
<blockquote><bdi>{{ row.text|shown_lines }}</bdi>{{ row.deed|shown }}
{%- if row.donation %} <span class="meta">with {{ row.donation|shown }}</span>{% endif %}</blockquote>
{%- endif %}
{%- for said in row.after %}{{ line(said) }}{% endfor %}
{%- for told in row.patterns %}
<p class="why"><b>{{ "In favour" if told.mitigating else "Over time" }}:</b> {{ text(told.sentence) }}</p>
{%- endfor %}
{%- for finding in row.findings %}
<p class="why"><b>This message</b> {{ text(finding.reason) }} <span class="meta">({{ finding.category }}, {{ finding.severity }}
{{- ", " + finding.rule|shown if finding.rule }}
{{- ", sure " + "%.2f"|format(finding.confidence) if finding.confidence is not none }})</span></p>
{%- endfor %}
{%- if row.note %}
<p class="why"><b>Note:</b> {{ text(row.note) }}</p>
{%- endif %}
<p class="meta">{{ row.event_id|shown }}{{ ", " + row.link if row.link }}</p>
{%- if row.entry_hash %}
<p class="hash">entry {{ row.seq }}, sha256 {{ row.entry_hash }}</p>
{%- endif %}
{%- endmacro -%}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>{{ style|safe }}</style>
</head>
<body>
<main>
<header>
<h1>{{ title }}</h1>
<p class="handling">{{ handling }}</p>
<p class="soft">{{ limits }}</p>
</header>
{%- if incidents|length > 1 %}
<h3>Incidents in this file</h3>
<div class="scroll"><table class="log">
<tr><th>No.</th><th>Level</th><th>Account</th><th>First to last act</th><th>What it is</th></tr>
{%- for v in incidents %}
<tr><td><a href="#incident-{{ v.number }}">{{ v.number }}</a></td><td>{{ tag(v) }}</td><td>{{ names(v) }}</td>
<td>{{ v.opened_at|day }} to {{ v.last_at|day }}</td><td>{{ text(v.summary) }}</td></tr>
{%- endfor %}
</table></div>
{%- endif %}
{%- for v in incidents %}
<article id="incident-{{ v.number }}">
<div class="head"><h2>Incident {{ v.number }}: {{ names(v) }}</h2>{{ tag(v) }}</div>
<p class="summary">{{ text(v.summary) }}</p>
<dl class="facts">
<dt>Account</dt><dd>
{%- for account, shown_as in v.accounts.items() %}{{ account|shown }}, shown as {{ name(shown_as) }}{{ "; " if not loop.last }}{% endfor -%}
</dd>
<dt>Creator</dt><dd>{{ v.creator|shown }}, channel {{ v.channel|shown }}</dd>
<dt>First act in this log</dt><dd>{{ v.opened_at|day }} {{ v.opened_at|clock }} UTC</dd>
<dt>Last act</dt><dd>{{ v.last_at|day }} {{ v.last_at|clock }} UTC</dd>
<dt>Recorded</dt><dd>{{ v.acts|length|count_of("act") }} on {{ days(v)|count_of("day") }};
refused or stopped {{ v.refusals|length|count_of("time") }} by the creator's side</dd>
<dt>Review</dt><dd>{{ v.status }}{{ ": proposed by the machine, not yet confirmed by a person" if v.status == "draft" }}</dd>
</dl>

<h3>Four axes, read apart</h3>
<div class="axes">{% for axis, word in v.levels.items() %}{{ axis_box(axis, word) }}{% endfor %}
</div>

{% set glance = strip(v) -%}
<h3>{{ glance.title }}</h3>
{{- strip_table(glance.columns, v.levels) }}

{%- if v.refusals %}
<h3>What was refused, and what followed</h3>
<div class="scroll"><table class="log">
<tr><th>When</th><th>Who said no, and how</th><th>What followed</th></tr>
{%- for no, act in followed(v) %}
<tr><td>{{ no.at|day }}<br>{{ no.at|clock }}</td><td><span class="who">{{ name(no.who) }}</span><br>{{ text(no.text or no.deed) }}</td>
<td>{% if act %}{{ gap(no.at, act.at) }} later: {{ text(act.text or act.deed) }}{% else %}no further act in this log{% endif %}</td></tr>
{%- endfor %}
</table></div>
{%- endif %}

<h3>Timeline</h3>
<ol class="time">
{%- for row in v.rows %}
{%- if not loop.first and gap_matters(loop.previtem.at, row.at) %}
<li class="gap">{{ gap(loop.previtem.at, row.at) }} later</li>
{%- endif %}
<li class="{{ "no" if row.side == "no" else "d-" + (row.severity or "info") }}">
{{- entry(row) }}
</li>
{%- endfor %}
</ol>

<h3>What is not known</h3>
{%- if v.coverage %}
<ul>{% for gap_line in v.coverage %}<li>{{ gap_line|shown }}</li>{% endfor %}</ul>
{%- else %}
<p>No gap is recorded for the time of this incident. What happened outside the channels that were read is not known.</p>
{%- endif %}
</article>
{%- endfor %}
<footer>Written by Stagedoor for the audience "{{ audience }}". What the machine found is a proposal; decisions are people's.</footer>
</main>
</body>
</html>
"""
