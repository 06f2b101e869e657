import { Command } from 'commander';
import { version } from '../../package.json';
import type { CampaignFlags } from './campaign-flags.js';
import type { CommandLine } from './command-line.js';
import type { CheckFlags } from './commands/check.js';
import type { CrmFlags } from './commands/crm.js';
import type { ExplainFlags } from './commands/explain.js';
import type { ExtractFlags } from './commands/extract.js';
import type { ImportFlags } from './commands/import.js';
import type { SendFlags } from './commands/send.js';
import type { ServeFlags } from './commands/serve.js';
import { help } from './help.js';
import type { Io } from './io.js';
import type { RenderFlags } from './render-flags.js';
import type { Result } from './result.js';

/** What was called: the command, and how to run it. */
export interface Call {
  readonly command: string;
  readonly json: boolean;
  readonly run: () => Promise<Result>;
}

/**
 * The command line's grammar.
 *
 * @param called is given the command that the arguments name; it is not run yet
 */
export function program(line: CommandLine, io: Io, called: (call: Call) => void): Command {
  const root = new Command('snippetry');
  root
    .description('Renders Django-style templates over CRM records into messages.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand(false)
    .addHelpText('after', help.program)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => undefined });

  const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

  rendering(root.command('render'))
    .description('render a template for contacts')
    .argument('<TEMPLATE>', 'a file, or - for standard input')
    .option(
      '--data <DIR|FILE.db|URL>',
      'the records: a folder of JSON, JSONL or CSV files, an imported database, or a service',
    )
    .option('--token-file <FILE>', 'the file with the token of the service that --data names')
    .option('--to <ID>', 'a receiver; may be given several times', collect)
    .option('--deal <ID>', 'the deal that sets the message off: {{ deal }}')
    .option('--event <JSON|FILE>', 'the event that sets the message off: {{ event }}')
    .option('--channel <NAME>', 'what to escape for: email, text, slack … (else: by the file name)')
    .option('--part <NAME>', 'of a message only this part: subject, html, text, slack …')
    .option('--out <FILE|DIR>', 'write files instead of standard output')
    .option('--json', 'print one JSON document: outcomes, texts, diagnostics')
    .addHelpText('after', help.render)
    .action((template: string, flags: RenderFlags) => {
      const run = async () => (await import('./commands/render.js')).renderCommand(template, flags, line, io);
      called({ command: 'render', json: flags.json ?? false, run });
    });

  rendering(root.command('send'))
    .description('send the mail that a contact would get to yourself')
    .argument('<TEMPLATE>', 'a file, or - for standard input')
    .option('--to <ID>', 'whose mail it is; nothing is sent to them', collect)
    .option('--deliver-to <ADDRESS>', 'the address that it is sent to')
    .option('--smtp <URL>', 'the mail server: smtp://USER@HOST:587 or smtps://USER@HOST')
    .option('--smtp-token-file <FILE>', 'the file with the password of its user')
    .option('--ca-file <FILE>', 'certificates, in PEM, of the authority that its own is signed by')
    .option('--timeout <SECONDS>', 'how long the server may take: 30 by default')
    .option('--from <ADDRESS>', 'the sender, such as "Shop <shop@example.com>" (else: mail.from)')
    .option('--subject <TEXT>', 'the subject, where the template is no message')
    .option('--subject-prefix <TEXT>', 'what to put before the subject, such as "[test] "')
    .option('--inline-css', 'move the rules of <style> into style attributes')
    .option('--list-unsubscribe', "add the receiver's own headers for unsubscribing")
    .option('--dry-run', 'print the mail instead of sending it')
    .option('--eml <FILE>', 'write the mail into a file instead of sending it')
    .option('--data <DIR|FILE.db|URL>', 'the records, as render takes them')
    .option('--token-file <FILE>', 'the file with the token of the service that --data names')
    .option('--deal <ID>', 'the deal that sets the message off: {{ deal }}')
    .option('--event <JSON|FILE>', 'the event that sets the message off: {{ event }}')
    .option('--channel <NAME>', 'email, html or text (else: by the file name)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help.send)
    .action((template: string, flags: SendFlags) => {
      const run = async () => (await import('./commands/send.js')).sendCommand(template, flags, line, io);
      called({ command: 'send', json: flags.json ?? false, run });
    });

  rendering(root.command('campaign'))
    .description('render a template for everyone, going on where it was stopped')
    .argument('<TEMPLATE>', 'a file')
    .option('--data <DIR|FILE.db|URL>', 'the records, as render takes them')
    .option('--token-file <FILE>', 'the file with the token of the service that --data names')
    .option('--audience <FILE|all>', 'whom it is for: a file of ids, or everyone, which is the default')
    .option('--where <CONDITION>', 'only those for whom this holds: any condition of the language')
    .option('--out <DIR|FILE.jsonl>', 'a folder for mails, or a file for lines of JSON')
    .option('--format <FORMAT>', 'eml or jsonl (else: by --out)')
    .option('--channel <NAME>', 'what to escape for, or which part of a message: email, sms, slack …')
    .option('--transactional', 'nobody needs to have agreed to it: receipts and the like')
    .option('--suppress <FILE>', 'a list of addresses and ids that get nothing')
    .option('--max-failed <N|N%>', 'stop when more than that failed')
    .option(
      '--max-blank <PATH=N%>',
      'stop when a value is blank for more; may be given several times',
      collect,
    )
    .option('--dry-run', 'write nothing: print what it would come to')
    .option('--sample <N>', 'only for N of them, at random, to look at')
    .option('--from <ADDRESS>', 'the sender, such as "Shop <shop@example.com>" (else: mail.from)')
    .option('--subject <TEXT>', 'the subject, where the template is no message')
    .option('--chunk <N>', 'receivers that are committed together: 500 by default')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help.campaign)
    .action((template: string, flags: CampaignFlags) => {
      const run = async () =>
        (await import('./commands/campaign.js')).campaignCommand(template, flags, line, io);
      called({ command: 'campaign', json: flags.json ?? false, run });
    });

  configured(root.command('check'))
    .description('tell everything that is wrong with templates')
    .argument('<PATHS...>', 'files and folders; - for standard input')
    .option('--delimiters <STYLE>', 'both, braces or angle')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help.check)
    .action((paths: string[], flags: CheckFlags & { json?: true }) => {
      const run = async () => (await import('./commands/check.js')).checkCommand(paths, flags, line, io);
      called({ command: 'check', json: flags.json ?? false, run });
    });

  configured(root.command('explain'))
    .description('tell how the data of a template is fetched')
    .argument('<TEMPLATE>', 'a file, or - for standard input')
    .option('--channel <NAME>', 'what to escape for: email, text, slack … (else: by the file name)')
    .option('--sql <DIALECT>', 'whose SQL to show: sqlite (unless given) or postgres')
    .option('--no-sql', 'show no SQL')
    .option('--batch-size <N>', 'receivers that share their fetches; 500 unless given')
    .option('--now <ISO>', 'the clock of the windows in the SQL')
    .option('--delimiters <STYLE>', 'both, braces or angle')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help.explain)
    .action((template: string, flags: ExplainFlags & { json?: true }) => {
      const run = async () =>
        (await import('./commands/explain.js')).explainCommand(template, flags, line, io);
      called({ command: 'explain', json: flags.json ?? false, run });
    });

  configured(root.command('extract'))
    .description('write the messages of templates into a .pot file for translators')
    .argument('<PATHS...>', 'folders and files')
    .option('--out <FILE.pot>', 'the file, instead of standard output')
    .option('--delimiters <STYLE>', 'both, braces or angle')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help.extract)
    .action((paths: string[], flags: ExtractFlags & { json?: true }) => {
      const run = async () => (await import('./commands/extract.js')).extractCommand(paths, flags, line, io);
      called({ command: 'extract', json: flags.json ?? false, run });
    });

  root
    .command('import')
    .description('write files of records into a database')
    .argument('<PATHS...>', 'JSON, JSONL and CSV files, and folders of them')
    .option('--into <FILE.db|URL>', 'the database: a SQLite file, made where there is none, or postgres://…')
    .option('--rejects <FILE.jsonl>', 'where rows go that cannot be stored: FILE.db.rejects.jsonl by default')
    .option('--again', 'import files that were imported before, too')
    .option('--chunk <ROWS>', 'rows that are written together: 5000 by default')
    .option('--longest-row <BYTES>', 'what a row may have: 10000000 by default')
    .option('--now <ISO>', 'the created_at of records that have none')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help.import)
    .action((paths: string[], flags: ImportFlags & { json?: true }) => {
      const run = async () => (await import('./commands/import.js')).importCommand(paths, flags, line, io);
      called({ command: 'import', json: flags.json ?? false, run });
    });

  root
    .command('crm')
    .description('answer the addresses of User.com and Countertop from a database, to try things against')
    .option('--data <FILE.db|postgres://…>', 'the database, made where there is none')
    .option('--port <NUMBER>', 'where to listen: 8787 by default, 0 for a free one')
    .option('--host <ADDRESS>', 'the address to listen on: 127.0.0.1 by default')
    .option('--token-file <FILE>', 'the file with the token that requests must send')
    .option('--rate <NUMBER>', 'requests a second that are let through: 10 by default, 0 for any number')
    .addHelpText('after', help.crm)
    .action((flags: CrmFlags) => {
      const run = async () => (await import('./commands/crm.js')).crmCommand(flags, line, io);
      called({ command: 'crm', json: false, run });
    });

  configured(root.command('serve'))
    .description('render templates over HTTP, for services in other languages')
    .option('--data <DIR|FILE.db|URL>', 'the records, as render takes them')
    .option('--data-token-file <FILE>', 'the file with the token of the service that --data names')
    .option('--templates <DIR>', 'the templates that requests may name')
    .option('--inline <POLICY>', 'templates that come as text: untrusted by default, or trusted')
    .option(
      '--tenants <FILE.json>',
      'several tenants, in place of these: each with tokens, data and templates',
    )
    .option('--port <NUMBER>', 'where to listen: 8788 by default, 0 for a free one')
    .option('--host <ADDRESS>', 'the address to listen on: 127.0.0.1 by default')
    .option('--token-file <FILE>', 'the file with the token that requests must send')
    .option('--time-limit <SECONDS>', 'how long a request may take: 30 by default')
    .option('--max-body <BYTES>', 'what a request may hold: 1000000 by default')
    .option('--max-running <N>', 'requests that are answered at once: 50 by default')
    .addHelpText('after', help.serve)
    .action((flags: ServeFlags) => {
      const run = async () => (await import('./commands/serve.js')).serveCommand(flags, line, io);
      called({ command: 'serve', json: false, run });
    });

  return root;
}

const configured = (command: Command): Command =>
  command
    .option('--config <FILE>', 'the configuration to read')
    .option('--no-config', 'read no configuration: it is a program and would be run');

/** What every command takes that renders. */
const rendering = (command: Command): Command =>
  configured(command)
    .option('--context <FILE.json>', 'further names for the template')
    .option('--now <ISO>', 'the clock, such as 2025-06-25T00:00:00Z')
    .option('--locale <TAG>', 'such as pl or de-AT')
    .option('--time-zone <NAME>', 'such as Europe/Warsaw')
    .option('--delimiters <STYLE>', 'both, braces or angle')
    .option('--strict [all]', 'missing values are errors; =all: blank ones of known records too');
