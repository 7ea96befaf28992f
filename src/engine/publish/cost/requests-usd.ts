import type { ProviderPrices } from '../s3/provider-profile.js';

/** Providers bill decimal or binary gigabytes; the decimal one is the smaller, so that a figure is never too low. */
const gigabyte = 1e9;

/** What so many requests cost at list prices, US dollars. Providers bill a LIST as a write; deleting is free everywhere. */
export function requestsUsd(
  prices: ProviderPrices,
  requests: { readonly puts: number; readonly gets: number; readonly lists?: number },
): number {
  const writes = requests.puts + (requests.lists ?? 0);
  return (writes * prices.perThousandPuts + requests.gets * prices.perThousandGets) / 1000;
}

/** What it costs to keep so many bytes for a month, US dollars. */
export function storageUsdPerMonth(prices: ProviderPrices, storedBytes: number): number {
  return (storedBytes / gigabyte) * prices.perGbMonthStored;
}

/** What it costs when viewers download so many bytes straight from the bucket, US dollars. */
export function egressUsd(prices: ProviderPrices, bytes: number): number {
  return (bytes / gigabyte) * prices.perGbEgress;
}
