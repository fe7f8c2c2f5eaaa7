namespace Escalation.Evaluation;

/// <summary>What the cost-ratio rule would have cost on labelled items at one R, beside the policies that look at nothing and the one that knows everything. All costs are a mean over the items in units of a wrong act, c_w.</summary>
/// <param name="Ratio">R = c_w / c_l, above 1.</param>
/// <param name="Items">How many items there are, at least 1.</param>
/// <param name="Acted">How many the rule acts on: those with <c>1 - p &lt;= 1/R</c>.</param>
/// <param name="ActedErrors">How many of them are wrong.</param>
/// <param name="Rule">The rule: <c>(ActedErrors + (Items - Acted)/R) / Items</c>, in [0, 1]; lower is better.</param>
/// <param name="ActAlways">Acting always: the error rate.</param>
/// <param name="EscalateAlways">Escalating always: <c>1/R</c>.</param>
/// <param name="Oracle">Escalating exactly the wrong answers: <c>error rate / R</c>; nothing costs less.</param>
public sealed record CostPoint(double Ratio, int Items, int Acted, int ActedErrors, double Rule, double ActAlways, double EscalateAlways, double Oracle)
{
    internal static CostPoint Of(double ratio, int items, int errors, int acted, int actedErrors) => new(
        ratio,
        items,
        acted,
        actedErrors,
        (actedErrors + ((items - acted) / ratio)) / items,
        (double)errors / items,
        1.0 / ratio,
        (double)errors / items / ratio);
}
