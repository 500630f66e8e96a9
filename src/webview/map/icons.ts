/** One sign for each role, drawn into 16 by 16. */
import type { MapRole } from '../../core/map/model.ts';

export const ICONS: Readonly<Record<MapRole, string>> = {
  // An arrow through a door.
  route: 'M9 2.5h4.5v11H9M2 8h8M7 5l3 3-3 3',
  // One point that spreads.
  service: 'M3.5 8a1.5 1.5 0 1 0 .01 0M5 8h3M8 3.5v9M8 3.5h4M8 8h4M8 12.5h4',
  // A box with depth.
  workload: 'M8 1.8l5.5 3v6.4L8 14.2l-5.5-3V4.8L8 1.8M2.5 4.8L8 7.8l5.5-3M8 7.8v6.4',
  // Sliders.
  config: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11M5.5 3v3M10.5 6.5v3M6.5 10v3',
  // A padlock.
  secret: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5M8 10v1.5',
  // A drum.
  claim: 'M3 4.2c0-2.6 10-2.6 10 0s-10 2.6-10 0v7.6c0 2.6 10 2.6 10 0V4.2M3 8c0 2.6 10 2.6 10 0',
  // Boxes in a box.
  group: 'M2 2.5h12v11H2zM4.5 5h3v2.5h-3zM9 5h3v2.5H9zM4.5 9h3v2.5h-3z',
  // A globe.
  host: 'M8 2a6 6 0 1 0 .01 0M2 8h12M8 2c-4 3.5-4 8.5 0 12M8 2c4 3.5 4 8.5 0 12',
};

/** Bricks, for what network policies close off. */
export const BRICKS = 'M2 4h12v8H2zM2 8h12M6 4v4M11 4v4M8.5 8v4M4 8v4';
