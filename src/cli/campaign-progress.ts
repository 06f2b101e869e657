import type { CampaignProgress } from '../campaign/index.js';
import type { Done } from './progress-bar.js';

/** @param total candidates, where that is known */
export function campaignDone(progress: CampaignProgress, total: number | undefined) {
  return (seconds: number): Done => {
    const { read, readNow, tally } = progress;
    const rate = seconds > 0 ? Math.round(readNow / seconds) : 0;
    const failed = tally.failed > 0 ? [`${tally.failed.toLocaleString('en')} failed`] : [];
    return {
      done: Math.min(read, total ?? read),
      total: total ?? read,
      size: (total ?? read).toLocaleString('en'),
      words: [`${tally.rendered.toLocaleString('en')} rendered, ${rate} a second`, ...failed],
    };
  };
}
