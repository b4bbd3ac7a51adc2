/**
 * The strategy language: blueprints as YAML or JSON in, compiled rules over feature values out.
 *
 * <pre>
 *   text ──▶ {@link crucible.runtime.dsl.BlueprintCodec} ──▶ Blueprint ──▶ {@link crucible.runtime.dsl.FeatureRefs}
 *                    │ refuses with path and reason              │
 *                    ▼                                           ▼
 *   {@link crucible.runtime.dsl.BlueprintRefused}              {@link crucible.runtime.dsl.CompiledBlueprint} ◀── current[], previous[]
 * </pre>
 *
 * <p>Everything here is immutable or stateless; any thread may use it.
 */
package crucible.runtime.dsl;
