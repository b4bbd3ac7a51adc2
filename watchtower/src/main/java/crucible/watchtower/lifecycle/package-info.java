/** The rules that end or promote an agent, each a small unit over numbers, and the words in which they say so. */
package crucible.watchtower.lifecycle;
