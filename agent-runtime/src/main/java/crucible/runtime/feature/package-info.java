/**
 * Streaming features: closed bars of one instrument and timeframe go in, one number per registered feature comes out.
 *
 * <pre>
 *   closed bars ──▶ {@link crucible.runtime.feature.FeatureSeries} ──▶ current[], previous[] ──▶ blueprints
 *                          ▲
 *   {@link crucible.runtime.feature.FeatureCatalogue}: names, parameters, formulas, warm-up
 * </pre>
 *
 * <p>A series belongs to the thread that feeds it the bars; the catalogue is immutable and open to all.
 */
package crucible.runtime.feature;
