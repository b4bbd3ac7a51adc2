package crucible.exchange.rules;

/** Why an instrument of a venue cannot be traded here. */
public enum Refusal {
    /** The quote currency does not count as a dollar. */
    NOT_DOLLAR_QUOTED,
    /** The contract pays in its base currency or is worth a fixed sum of money. */
    NOT_LINEAR,
    /** The contract ends on a date, or is of a kind unknown here. */
    NOT_PERPETUAL,
    /** Market data of the symbol is not public. */
    NOT_PUBLIC,
    /** The symbol is another one's second name, under which the venue sends the data. */
    ALIAS,
    /** The entry lacks a rule, or states one that breaks its format. */
    BAD_RULES
}
