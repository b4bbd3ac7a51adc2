package crucible.watchtower.lifecycle;

import crucible.watchtower.stat.Normal;

/**
 * The plain rule, for those who want it to the letter: PSR against 0 below the confidence, at any closed trade after the
 * minimum, ends an agent. Skill needs far longer than the minimum to show, so it ends most skilled agents as well.
 *
 * @param confidence the bar, in [0.5, 1)
 */
public record LiteralDecayRule(double confidence) {
    /** What it finds; {@code psr} is NaN where it does not exist. */
    public Finding at(double psr) {
        return Finding.atLeast(psr, confidence);
    }

    /**
     * About how likely it ends an agent at its very first look whose true Sharpe ratio per trade is {@code sharpe}:
     * {@code Φ(Φ⁻¹(confidence) − sharpe·√trades)}.
     */
    public double endsSkilled(double sharpe, double trades) {
        return Normal.cdf(Normal.inverse(confidence) - sharpe * Math.sqrt(trades));
    }
}
