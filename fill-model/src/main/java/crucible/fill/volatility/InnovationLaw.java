package crucible.fill.volatility;

/** Law of the standardised returns z, of mean 0 and variance 1, under which a model is fitted. */
public enum InnovationLaw {
    /** The normal law. */
    NORMAL,
    /** Student's t, scaled to variance 1, with degrees of freedom that are estimated too. */
    STUDENT_T
}
