/** The judge: statistics that know only series of numbers, and the lifecycle rules built on them. */
package crucible.watchtower;
