/** With these in its environment wrangler asks nobody on the network: no metrics, no newer version, no sample of a request. */
export const OFFLINE = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true', // with the banner goes the look for a newer version
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_WRITE_LOGS: 'false',
} as const;
