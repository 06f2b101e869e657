/** Examples at the end of each `--help`. */
export const help = {
  program: `
Examples:
  snippetry render order.html --data ./data --to john-doe-01
  snippetry check templates/
  snippetry send order.html --data ./data --to john-doe-01 --deliver-to me@example.com --smtp smtp://localhost:25
  snippetry import ./data --into crm.db
  snippetry crm --data crm.db --port 8787

A configuration (snippetry.config.ts, .mjs or .js) is looked for in the working folder and above it, and run.
Options win over it. Use --no-config in a checkout that you do not trust.

Exit codes: 0 done, 1 an error in a template or in data, 2 a wrong call, 3 nobody got a message (skipped).
NO_COLOR and FORCE_COLOR are obeyed; SNIPPETRY_DEBUG=1 shows the stack of an unexpected error.`,
  render: `
A receiver is named by custom_id, by e-mail address, or as id:N; a deal by custom_id, or as id:N.
Without --to, a message goes to the contact of --deal or --event, or to nobody in particular. An event is JSON as the
API has it, {"name": …, "user_custom_id": …, "data": {…}}, or a file of it.
Several --to need --out DIR or --json.

--out DIR (an existing folder, a name that ends in /, or any name for several receivers) writes a file for
each message. Its name is the id where that is up to 64 lower-case letters, digits and . _ @ + -; any other
id becomes its legible part, "~" and 16 digits of its SHA-256. The names never change, so that git diff on the
folder shows what changed in the messages. Files are written whole or not at all, and only you can read them.

--data may also name a service: usercom://SUBDOMAIN (its token in USERCOM_TOKEN), countertop://DEPARTMENT_ID (its key
in COUNTERTOP_API_KEY), or either at another address, usercom+http://127.0.0.1:8787 or countertop+https://HOST (the
department in COUNTERTOP_DEPARTMENT_ID). --token-file names a file that holds the token or key instead.

Templates that include and extends name are looked for in the template's own folder, unless the configuration
names one.

Examples:
  snippetry render order.html --data ./data --to john-doe-01 --now 2025-06-25T00:00:00Z
  snippetry render confirmation.html --data crm.db --deal ORD-78523 --out confirmation.html
  snippetry render order.html --data crm.db --to john-doe-01 --to ann@example.com --out snapshots/
  echo 'Hi {{ receiver.first_name }}!' | snippetry render - --data crm.db --to id:7 --channel text
  snippetry render order.html --data usercom://acme --token-file token.txt --to john-doe-01
  snippetry render order.html --data crm.db --to john-doe-01 --strict --json`,
  send: `
The mail is what the receiver would get, with all its parts, but for whom it is sent to: --deliver-to ADDRESS. The
headers X-Snippetry-Receiver and X-Snippetry-Deal say whose it is. Headers for unsubscribing are left out, since whoever presses that
button in a test would unsubscribe the receiver; --list-unsubscribe adds them, and links in the text are the
receiver's own in any case.

The password of the user in --smtp is read from --smtp-token-file, else from SNIPPETRY_SMTP_PASSWORD; it never
stands on the command line. smtps:// is encrypted from the start (port 465), smtp:// as soon as the server offers
it (port 587); certificates are always checked. With --dry-run or --eml no server is needed.

--from, unless given, and the other settings of mails are read from the configuration:
  mail: { from: 'Shop <shop@example.com>', replyTo: 'help@example.com', inlineCss: true }

Examples:
  snippetry send order-shipped.html --data crm.db --to john-doe-01 --deliver-to me@example.com \\
    --smtp smtps://me%40example.com@mail.example.com --from shop@example.com
  snippetry send order-shipped.html --data crm.db --to john-doe-01 --deliver-to me@example.com --eml test.eml
  snippetry send note.txt --data ./data --to id:7 --deliver-to me@localhost --smtp smtp://localhost:25 \\
    --from shop@example.com --subject 'A note'`,
  campaign: `
Everybody of the audience ends exactly once in the output: rendered, skipped or failed, with the reason and the place.
The same command goes on where it was stopped or killed. --now, the template and everything else that changes messages
must then be the same; the limits and --chunk may differ.

--audience FILE has a custom_id, an e-mail address or id:N a line, or is CSV, JSONL or JSON with id, custom_id or
email. Contacts whose consent for the channel (email_consent, sms_consent, slack_consent …) is not true are skipped,
unless it is --transactional. So are those of --suppress FILE, and a second contact with the same address.

--out DIR gets a mail for each, DIR/outcomes.jsonl a line for each receiver; --out FILE.jsonl gets such lines with the
messages in them. How far it has come stands in DIR/.campaign, or FILE.jsonl.campaign.

Examples:
  snippetry campaign order.html --data crm.db --out july/ --from 'Shop <shop@example.com>'
  snippetry campaign order.html --data crm.db --where 'receiver.country == "PL"' --dry-run
  snippetry campaign order.html --data crm.db --channel sms --out july-sms.jsonl --max-failed 1%
  snippetry campaign order.html --data crm.db --audience vip.csv --sample 20 --out look/
  snippetry campaign order.html --data crm.db --out july/ --max-blank receiver.first_name=5%`,
  check: `
Folders are searched for .html, .htm, .txt, .md, .mjml and .xml; a file that is named itself may be called
anything. In a folder, include and extends look for templates from that folder on. All faults of all templates
are told in one run, as file:line:column; the exit code is 1 where any of them is an error.

Examples:
  snippetry check templates/
  snippetry check order.html layouts/*.html
  snippetry check templates/ --json`,
  explain: `
Nothing is read but templates. The plan tells for each data tag what it asks for in words, what the template
reads of it, what it waits for and under which conditions it stands; then how many calls of the source and
statements that takes at most, where every condition holds for somebody in each batch.

Examples:
  snippetry explain order.html
  snippetry explain order.html --sql postgres
  snippetry explain order.html --json --no-sql`,
  extract: `
The file holds every text of translate and blocktranslate and every _("…"), with its places and with what
{# Translators: … #} before it says. Give it to translators or to msginit and msgmerge, and name the folder of
the catalogues that come back as catalogues in the configuration: locale/pl/LC_MESSAGES/django.po, or pl.po.

Examples:
  snippetry extract templates/ --out locale/messages.pot
  snippetry extract templates/ --json`,
  import: `
Files are called contacts, companies, pipelines, stages, products, deals, tasks, events and product_events, each
.json, .jsonl or .csv, in the shape of the API's payloads. They may be larger than memory. A new database is made
readable by its owner only; in an existing one, records with a known id, custom_id or e-mail address are updated.

Rows are written in chunks, each whole or not at all. An import that was stopped, by whatever, goes on where it
stopped when the same command is given again; a file that was imported is not imported twice, unless with --again.
Rows that cannot be stored are added to the file of --rejects, with their places and reasons; the exit code is 1
then, and everything else is stored.

Examples:
  snippetry import ./data --into crm.db
  snippetry import ./data --into crm.db --now 2025-06-25T00:00:00Z
  snippetry import deals.jsonl contacts.csv --into postgres://localhost/crm --rejects bad.jsonl`,
  crm: `
Requests carry the token as Authorization: Token …, or X-Api-Key: … for Countertop's addresses. It is read from
--token-file, else from the environment variable SNIPPETRY_CRM_TOKEN; where there is neither, one is made and
printed, and only this machine can reach the server. What it answers stands at /openapi.json. Ctrl+C ends it.

Examples:
  snippetry crm --data crm.db --port 8787
  snippetry crm --data crm.db --port 0 --token-file token.txt`,
  serve: `
Requests carry the token as Authorization: Bearer …. It is read from --token-file, else from the environment
variable SNIPPETRY_SERVE_TOKEN; where there is neither, one is made and printed, and only this machine can reach the
server. POST /v1/render and POST /v1/check stand at /openapi.json. Ctrl+C ends it once what is running is answered.

Templates that come as text may do less than those of --templates, which your own people wrote (docs/server.md). They
are read once: restart it when they change. --tenants FILE.json has a list of tenants, who share nothing:
[{"name": "acme", "tokenFile": "acme.token", "data": "acme.db", "templates": "acme/templates"}, …]

Examples:
  snippetry serve --data ./data --templates ./templates --token-file token.txt
  snippetry serve --tenants tenants.json --host 0.0.0.0 --port 8080`,
} as const;
