namespace Escalation.Statistics.Sequential;

/// <summary>Ways to join the evidence of several streams against the same hypothesis, and what each of them needs to be valid. All in logarithms.</summary>
/// <remarks>Pure, linear, thread safe, allocates nothing. Sources: Vovk and Wang, "E-values: calibration, combination and applications" (2021); Choe and Ramdas, "Combining evidence across filtrations" (2024).</remarks>
public static class EvidenceMerging
{
    /// <summary>The product. An e-process of the merged stream, at any stopping time, when the streams are independent: more exactly, when each factor has mean at most one given the past of <i>all</i> streams and no two streams move on the same loss.</summary>
    /// <param name="logValues"><c>ln E</c> of each stream at present; each stream once.</param>
    /// <exception cref="ArgumentException">Thrown when there is no value or one is NaN.</exception>
    public static double LogProduct(params ReadOnlySpan<double> logValues)
    {
        Require(logValues);
        double sum = 0.0;
        foreach (double value in logValues)
        {
            sum += value;
        }

        // Nothing times anything is nothing, also beside +infinity.
        return double.IsNaN(sum) ? double.NegativeInfinity : sum;
    }

    /// <summary>The mean. An e-value under any dependence, at times fixed in advance; an e-process only if each stream is one given the past of all of them. A stream that runs ahead of its copy lets an observer of both
    /// stop the copy at its best: at times chosen by looking at all streams use <see cref="LogUnion"/>.</summary>
    /// <param name="logValues"><c>ln E</c> of each stream at present.</param>
    /// <exception cref="ArgumentException">Thrown when there is no value or one is NaN.</exception>
    public static double LogMean(params ReadOnlySpan<double> logValues)
    {
        Require(logValues);
        return LogSum.Of(logValues) - Math.Log(logValues.Length);
    }

    /// <summary>The largest maximum, divided by the number of streams: <c>P(it ever reaches 1/delta) &lt;= delta</c> under any dependence and at any time, by the union bound over the streams' own Ville bounds.</summary>
    /// <param name="maxLogValues"><c>max_s ln E_s</c> of each stream.</param>
    /// <exception cref="ArgumentException">Thrown when there is no value or one is NaN.</exception>
    public static double LogUnion(params ReadOnlySpan<double> maxLogValues)
    {
        Require(maxLogValues);
        double largest = double.NegativeInfinity;
        foreach (double value in maxLogValues)
        {
            largest = Math.Max(largest, value);
        }

        return largest - Math.Log(maxLogValues.Length);
    }

    private static void Require(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("There must be at least one stream.", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                throw new ArgumentException($"The evidence of stream {i} is NaN.", nameof(values));
            }
        }
    }
}
