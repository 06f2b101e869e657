import { type DateTime, IANAZone } from 'luxon';
import { remembered } from './locale.js';

/**
 * Intl names a zone in the words of one region only, so that regions are asked in turn: the American one
 * knows EST but calls CET "GMT+1".
 */
const regions = ['en-US', 'en-CA', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-KE', 'en-NG', 'en-HK'];

/** Where the tz database has another name than any of them: standard time, then daylight time. */
const exceptions = new Map<string, readonly string[]>(
  Object.entries({
    'CST CDT':
      'Asia/Shanghai Asia/Chongqing Asia/Harbin Asia/Macau Asia/Taipei Asia/Chungking Asia/Macao PRC ROC America/Havana Cuba',
    MST: 'America/Dawson America/Hermosillo America/Mazatlan America/Whitehorse Canada/Yukon Mexico/BajaSur',
    'MSK MSD': 'Europe/Moscow Europe/Kirov Europe/Volgograd Europe/Simferopol W-SU',
    SST: 'Pacific/Midway Pacific/Pago_Pago Pacific/Samoa US/Samoa',
    '+04': 'Asia/Dubai Asia/Muscat',
    WIB: 'Asia/Jakarta Asia/Pontianak',
    WITA: 'Asia/Makassar Asia/Ujung_Pandang',
    WIT: 'Asia/Jayapura',
    '+08': 'Asia/Kuala_Lumpur Asia/Kuching Asia/Singapore Singapore Antarctica/Casey',
    KST: 'Asia/Seoul Asia/Pyongyang ROK',
    JST: 'Asia/Tokyo Japan',
    PST: 'Asia/Manila',
    PKT: 'Asia/Karachi',
    '+0530': 'Asia/Colombo',
    'IST IDT': 'Asia/Jerusalem Asia/Tel_Aviv Israel',
    'GMT BST': 'Europe/Guernsey Europe/Isle_of_Man Europe/Jersey',
    'GMT IST': 'Europe/Dublin Eire',
    ChST: 'Pacific/Guam Pacific/Saipan',
    'HST HDT': 'America/Adak America/Atka US/Aleutian',
    'UTC UTC': 'UTC Etc/UTC Etc/UCT Etc/Universal Etc/Zulu UCT Universal Zulu',
    '+0845': 'Australia/Eucla',
    '+1030 +11': 'Australia/Lord_Howe Australia/LHI',
    '-03 -02': 'America/Miquelon',
    '+00 +02': 'Antarctica/Troll',
    '+1245 +1345': 'Pacific/Chatham NZ-CHAT',
  }).flatMap(([names, zones]) => zones.split(' ').map((zone) => [zone, names.split(' ')] as const)),
);

/**
 * The zone's short name at that instant as the tz database has it, which is what Python prints: "CET",
 * "EDT", "+03". A fixed offset is "UTC+02:00".
 */
export function zoneAbbreviation(date: DateTime): string {
  const { zone, offset } = date;
  if (zone.isUniversal && zone.type === 'fixed') return offset === 0 ? 'UTC' : `UTC${clock(offset, ':')}`;
  // A zone of the embedder's own making names itself.
  if (!(zone instanceof IANAZone))
    return zone.offsetName(date.toMillis(), { format: 'short', locale: 'en' }) ?? '';
  const name = zone.name;
  const exception = exceptions.get(name);
  if (exception !== undefined) return exception[date.isInDST ? 1 : 0] ?? exception[0] ?? '';
  for (const format of formats(name)) {
    const found = format.formatToParts(date.toMillis()).find(({ type }) => type === 'timeZoneName')?.value;
    if (found !== undefined && !/^(?:GMT|UTC)[-+]/.test(found)) return found;
  }
  return clock(offset, '').replace(/00$/, '');
}

const formats = remembered((timeZone) =>
  regions.map((region) => new Intl.DateTimeFormat(region, { timeZone, timeZoneName: 'short' })),
);

/** `+0200`, `-04:30`: hours and minutes of an offset given in minutes. */
export function clock(offset: number, separator: string): string {
  const size = Math.abs(offset);
  const pad = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(size / 60)}${separator}${pad(size % 60)}`;
}
