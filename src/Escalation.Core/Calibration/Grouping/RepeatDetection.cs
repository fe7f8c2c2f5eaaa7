using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Calibration.Grouping;

/// <summary>Finds items that are copies of each other or hang together, which voids certificates that count them as independent: two hundred items, each copied ten times, triple the error level.</summary>
/// <remarks>
/// <para>With ids there is nothing to guess: an id that occurs twice is a repeat. <see cref="OfColumn"/> tells by its name whether a column of a table holds ids.</para>
/// <para>Without ids, equal rows alone prove nothing, since scores are rounded and ratings have five values. Two patterns do not come from independent draws of any distribution:</para>
/// <para>(a) Every row occurs a multiple of g times, g at least 2. With D distinct rows that is a chance of about <c>g^-D</c>; it is reported from D = 10 and <c>D log2 g = 20</c> on.</para>
/// <para>(b) Too many rows occur exactly k times, beside those that occur k - 1 and k + 1 times. Whatever the distribution, the numbers <c>f_k</c> of rows that occur k times have means <c>E f_k = sum_i m_i^k exp(-m_i) / k!</c>, for rows expected <c>m_i</c> times, so that by the Cauchy-Schwarz inequality <c>(E f_k)^2 &lt;= (k + 1)/k E f_(k-1) E f_(k+1)</c>. Rounding a continuous score meets it with near equality, copying breaks it. It is reported for k of at least 2 where it is broken by four standard deviations in each of the three.</para>
/// <para>A report is a warning: copies of few rows, or of rows with few distinct values, can go unnoticed, so keep an id. Pure; safe to call from several threads.</para>
/// </remarks>
public static class RepeatDetection
{
    /// <summary>So many distinct rows before a common factor of their counts says anything.</summary>
    private const int LeastDistinct = 10;

    /// <summary>The chance of a common factor, as a power of one half, from which it is reported.</summary>
    private const double LeastBits = 20.0;

    /// <summary>Four standard deviations of a Poisson count on the scale of its square root, where one is a half.</summary>
    private const double Slack = 4.0 / 2.0;

    /// <summary>Whether ids repeat.</summary>
    /// <param name="ids">The id of each item, such as that of its conversation; compared ordinally.</param>
    /// <returns>The report; suspicious as soon as one id occurs twice.</returns>
    /// <exception cref="ArgumentException">Thrown when an id is null or blank; the message names its index.</exception>
    /// <remarks>Linear time and memory.</remarks>
    public static RepeatReport OfIds(ReadOnlySpan<string> ids)
    {
        var times = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int i = 0; i < ids.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(ids[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"ids[{i}] must be an id, but was {(ids[i] is null ? "null" : "blank")}."), nameof(ids));
            }

            CollectionsMarshal.GetValueRefOrAddDefault(times, ids[i], out _)++;
        }

        var counts = new RepeatCounts();
        foreach (long multiplicity in times.Values)
        {
            counts.Add(multiplicity);
        }

        return counts.Distinct == counts.Items
            ? Report(counts, suspicious: false, Invariant($"{counts.Items} items, each with an id of its own."))
            : Report(counts, suspicious: true, Invariant($"{counts.Items} items carry {counts.Distinct} distinct ids, up to {counts.Largest} items the same one: items of one id hang together and are not independent. Calibrate by clusters, with the id as the cluster."));
    }

    /// <summary>Whether a column's name is one for ids: what items come from, such as conversation, session, user or task, or a last word id, guid or uuid, unless the id is one of a category, such as label or intent. Only such columns are worth reading for <see cref="OfColumn"/>.</summary>
    /// <param name="column">The column's name; words are told apart by punctuation and capital letters.</param>
    /// <returns>True when it is.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="column"/> is null.</exception>
    public static bool NamesIds(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return IdColumnName.IsPossible(column);
    }

    /// <summary>Whether a column holds ids that repeat, so that its rows are no independent draws.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">Its values, one for each item; compared ordinally. Items without one, null or blank, are passed over.</param>
    /// <returns>The report of its ids; null when it is no column of ids: its name says nothing of the kind, all values are the same, or its name could be that of a column of categories and fewer than the square root of the items differ.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="column"/> is null.</exception>
    /// <remarks>Linear time and memory. It goes by the name, so that a rating or a label that repeats is not taken for an id, and an id under another name goes unnoticed.</remarks>
    public static RepeatReport? OfColumn(string column, ReadOnlySpan<string> values)
    {
        if (!NamesIds(column))
        {
            return null;
        }

        var ids = new List<string>(values.Length);
        foreach (string value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                ids.Add(value);
            }
        }

        RepeatReport report = OfIds(CollectionsMarshal.AsSpan(ids));
        bool isCategory = !IdColumnName.IsCertain(column) && report.Distinct * report.Distinct < report.Items;
        return report.Distinct > 1 && !isCategory ? report : null;
    }

    /// <summary>Whether rows of one score repeat in a way that independent draws do not.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite; the message names its index.</exception>
    /// <remarks>Sorts a copy.</remarks>
    public static RepeatReport OfRows(ReadOnlySpan<double> scores)
    {
        CalibrationData.RequireScores(scores);
        return Judge(Count(scores.ToArray(), new double[scores.Length]));
    }

    /// <summary>Whether rows of score and loss repeat in a way that independent draws do not.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="losses">One loss for each score, in [0, 1].</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is outside [0, 1] or the lengths differ; the message names the index.</exception>
    /// <remarks>Sorts a copy.</remarks>
    public static RepeatReport OfRows(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        return Judge(Count(scores.ToArray(), losses.ToArray()));
    }

    /// <summary>Sorts the rows in place and counts equal ones.</summary>
    private static RepeatCounts Count(double[] scores, double[] losses)
    {
        Array.Sort(scores, losses);
        var counts = new RepeatCounts();
        for (int first = 0, next; first < scores.Length; first = next)
        {
            next = End(scores, first, scores.Length);
            losses.AsSpan(first..next).Sort();
            for (int row = first, other; row < next; row = other)
            {
                other = End(losses, row, next);
                counts.Add(other - row);
            }
        }

        return counts;
    }

    /// <summary>Where a run of equal values ends.</summary>
    private static int End(double[] values, int first, int limit)
    {
        int next = first + 1;
        while (next < limit && values[next] == values[first])
        {
            next++;
        }

        return next;
    }

    private static RepeatReport Judge(RepeatCounts counts)
    {
        string found = Invariant($"{counts.Items} rows, {counts.Distinct} of them distinct");
        const string Advice = "Remove the copies, or calibrate by clusters where rows of one origin belong together.";
        if (counts.CommonFactor >= 2 && counts.Distinct >= LeastDistinct && counts.Distinct * Math.Log2(counts.CommonFactor) >= LeastBits)
        {
            return Report(counts, suspicious: true, Invariant($"{found}, and each occurs {counts.CommonFactor} times or a multiple of that: the rows are copies, not independent draws. {Advice}"));
        }

        foreach (long k in counts.Multiplicities)
        {
            if (k >= 2 && BreaksInequality(counts, k))
            {
                return Report(counts, suspicious: true, Invariant($"{found}, and {counts.Having(k)} occur exactly {k} times, more than independent draws of any distribution explain beside {counts.Having(k - 1)} that occur {k - 1} times and {counts.Having(k + 1)} that occur {k + 1} times: some rows are copies. {Advice}"));
            }
        }

        return Report(counts, suspicious: false, Invariant($"{found}: nothing that independent draws would not show."));
    }

    private static bool BreaksInequality(RepeatCounts counts, long k)
    {
        double observed = AtLeast(counts.Having(k));
        return observed * observed > (k + 1.0) / k * AtMost(counts.Having(k - 1)) * AtMost(counts.Having(k + 1));
    }

    private static double AtLeast(long count)
    {
        double root = Math.Max(Math.Sqrt(count) - Slack, 0.0);
        return root * root;
    }

    private static double AtMost(long count)
    {
        double root = Math.Sqrt(count + 1.0) + Slack;
        return root * root;
    }

    private static RepeatReport Report(RepeatCounts counts, bool suspicious, string sentence) =>
        new(counts.Items, counts.Distinct, counts.Repeated, counts.Largest, counts.CommonFactor, suspicious, sentence);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
