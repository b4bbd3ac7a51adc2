/** The ring and its lanes, the features, the blueprint interpreter and the agents that trade on it. */
package crucible.runtime;
