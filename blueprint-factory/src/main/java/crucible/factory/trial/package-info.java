/**
 * Blueprints over history. For now: the history itself, in the order in which an arena would have met it. Bars come
 * from whoever can read files; nothing here knows a file's format.
 */
package crucible.factory.trial;
