/** The offline pipeline from the data lake to a tested portfolio of strategies. */
package crucible.research;
