using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>The least area under a risk-coverage curve that an order of the items can have: losses ascending.</summary>
internal static class OracleArea
{
    /// <summary>With right and wrong answers: <c>(1/n) sum_{j=1..k} j / (n - k + j)</c>.</summary>
    internal static double Of(int items, int errors)
    {
        var sum = new CompensatedSum();
        for (int j = 1; j <= errors; j++)
        {
            sum.Add(j / (double)(items - errors + j));
        }

        return items == 0 ? 0.0 : sum.Value / items;
    }

    /// <summary>With losses between 0 and 1; sorts a copy.</summary>
    internal static double Of(ReadOnlySpan<double> losses)
    {
        double[] ascending = losses.ToArray();
        Array.Sort(ascending);
        var total = new CompensatedSum();
        var sum = new CompensatedSum();
        for (int i = 0; i < ascending.Length; i++)
        {
            total.Add(ascending[i]);
            sum.Add(total.Value / (i + 1));
        }

        return ascending.Length == 0 ? 0.0 : sum.Value / ascending.Length;
    }
}
