namespace Escalation.Calibration.MultipleTesting;

/// <summary>A sequentially rejective graph: which share of the error level each hypothesis holds, and to whom it goes when the hypothesis is rejected (Bretz, Maurer, Brannath and Posch 2009).</summary>
/// <remarks>
/// Hypothesis j is rejected at <c>p_j &lt;= w_j delta</c>. Then <c>w_i += w_j g_ji</c> and <c>g_ik = (g_ik + g_ij g_jk) / (1 - g_ij g_ji)</c>, 0 where that denominator is 0, over the hypotheses left and from old values. The rejected set does not depend on the order of rejections, and the family-wise error rate is at most delta under any dependence.
/// Weights and transitions must be fixed without the data that the p-values come from.
/// Arithmetic is in integers that only round down: levels never add up to more than delta, not even by a rounding error. A sum of weights, or of a row, within <c>2^-50</c> of 1 is taken for 1 (ten times 0.1 is one), a larger one is refused.
/// Immutable; one graph serves any number of tests, also from several threads.
/// </remarks>
public sealed class TestGraph
{
    private readonly Func<GraphWalk> _begin;

    private TestGraph(int count, Func<GraphWalk> begin)
    {
        Count = count;
        _begin = begin;
        GraphWalk walk = begin();
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            weights[i] = (double)walk.Numerator(i) / (double)walk.Denominator;
        }

        Weights = weights;
    }

    /// <summary>The number of hypotheses.</summary>
    public int Count { get; }

    /// <summary>The initial weights, as doubles.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>A graph of any shape. Time and memory follow the number of transitions that are not zero.</summary>
    /// <param name="weights">The initial weight of each hypothesis, in [0, 1], adding up to at most 1.</param>
    /// <param name="edges">The transitions; those not listed are 0. What leaves one hypothesis adds up to at most 1.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">Thrown when a weight or share is not a number in [0, 1], a sum exceeds 1, an edge leads nowhere or back to its own hypothesis, or two edges join the same pair; the message names which.</exception>
    /// <remarks>A test of m hypotheses takes up to <c>O(m^3)</c> where all pairs are joined, and <c>O(m log m)</c> where each has a few neighbours and rejections do not join many more. <see cref="Holm"/> and the chains need no more than <c>O(m log m)</c>.</remarks>
    public static TestGraph Create(ReadOnlySpan<double> weights, params ReadOnlySpan<TestEdge> edges)
    {
        UInt128[] numerators = GraphInput.Weights(weights, out UInt128 denominator);
        Dictionary<int, UInt128>[] rows = GraphInput.Rows(weights.Length, edges);
        return new TestGraph(weights.Length, () => new SparseWalk(numerators, denominator, rows));
    }

    /// <summary>A graph given by its full matrix of transitions.</summary>
    /// <param name="weights">The initial weight of each hypothesis, in [0, 1], adding up to at most 1.</param>
    /// <param name="transitions">One row of m shares in [0, 1] for each of the m hypotheses: entry k of row j is what k receives of the level of j. Rows add up to at most 1, the diagonal is 0.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">Thrown when the matrix is not square, a number is not in [0, 1], a sum exceeds 1, or the diagonal is not 0; the message names where.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="transitions"/> or a row is null.</exception>
    public static TestGraph Dense(ReadOnlySpan<double> weights, IReadOnlyList<IReadOnlyList<double>> transitions) =>
        Create(weights, GraphInput.Edges(weights.Length, transitions));

    /// <summary>Holm's procedure: equal weights, each passed on in equal parts. Rejects exactly as <see cref="FamilywiseTest.Holm"/>.</summary>
    /// <param name="count">The number of hypotheses, at least 0.</param>
    /// <returns>The graph; a test takes <c>O(m log m)</c>, memory <c>O(m)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="count"/> is negative.</exception>
    public static TestGraph Holm(int count)
    {
        Guard.AtLeast(count, 0);
        return new TestGraph(count, () => new EqualWalk(count));
    }

    /// <summary>A fixed sequence: the first hypothesis holds the whole level and each passes it on to the next. Rejects exactly as <see cref="FamilywiseTest.FixedSequence(PValues, double)"/>.</summary>
    /// <param name="count">The number of hypotheses, at least 0.</param>
    /// <returns>The graph; a test takes <c>O(m)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="count"/> is negative.</exception>
    public static TestGraph FixedSequence(int count) => Guard.AtLeast(count, 0) == 0 ? Chains() : Chains(count);

    /// <summary>The fallback procedure (Wiens 2003): a fixed order in which every hypothesis has a weight of its own and leaves all it holds to the next one left.</summary>
    /// <param name="weights">The weight of each hypothesis in their order, in [0, 1], adding up to at most 1.</param>
    /// <returns>The graph; a test takes <c>O(m log m)</c>.</returns>
    /// <exception cref="ArgumentException">Thrown when a weight is not a number in [0, 1] or they add up to more than 1.</exception>
    public static TestGraph Fallback(ReadOnlySpan<double> weights)
    {
        UInt128[] numerators = GraphInput.Weights(weights, out UInt128 denominator);
        return new TestGraph(numerators.Length, () => new ChainWalk(numerators, denominator, starts: [0], ring: false));
    }

    /// <summary>Chains with equal weights, see <see cref="Chains(ReadOnlySpan{int}, ReadOnlySpan{double})"/>.</summary>
    /// <param name="lengths">The number of hypotheses of each chain, at least 1; hypotheses count through from chain to chain.</param>
    /// <returns>The graph; a test of m hypotheses in J chains takes <c>O(m log J)</c>, memory <c>O(m)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a length is below 1 or they add up to more than an int holds.</exception>
    public static TestGraph Chains(params ReadOnlySpan<int> lengths)
    {
        UInt128[] weights = new UInt128[lengths.Length];
        Array.Fill(weights, UInt128.One);
        return Chains(lengths, weights, (UInt128)Math.Max(lengths.Length, 1));
    }

    /// <summary>Fixed sequences side by side, each with a weight of its own. A chain that is rejected to its end leaves its level to the first hypothesis left of the next chain that has one, after the last chain of the first.</summary>
    /// <param name="lengths">The number of hypotheses of each chain, at least 1; hypotheses count through from chain to chain, the first chain holding 0 to <c>lengths[0] - 1</c>.</param>
    /// <param name="weights">The weight of each chain, in [0, 1], adding up to at most 1.</param>
    /// <returns>The graph; a test of m hypotheses in J chains takes <c>O(m log J)</c>, memory <c>O(m)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a length is below 1 or they add up to more than an int holds.</exception>
    /// <exception cref="ArgumentException">Thrown when there are not as many weights as chains, a weight is not a number in [0, 1], or they add up to more than 1.</exception>
    public static TestGraph Chains(ReadOnlySpan<int> lengths, ReadOnlySpan<double> weights)
    {
        GraphInput.RequireSameCount(lengths.Length, weights.Length);
        UInt128[] numerators = GraphInput.Weights(weights, out UInt128 denominator);
        return Chains(lengths, numerators, denominator);
    }

    /// <summary>The initial transition between two hypotheses, as a double.</summary>
    /// <param name="from">The hypothesis whose rejection sets level free.</param>
    /// <param name="to">The hypothesis that receives it.</param>
    /// <returns>The share of the level of <paramref name="from"/> that <paramref name="to"/> receives.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such hypothesis.</exception>
    /// <remarks>Meant for reports: it sets the graph up anew, <c>O(m)</c>.</remarks>
    public double Transition(int from, int to)
    {
        GraphInput.RequireIndex(from, Count);
        GraphInput.RequireIndex(to, Count);
        return from == to ? 0.0 : _begin().Transition(from, to);
    }

    internal GraphWalk Begin() => _begin();

    private static TestGraph Chains(ReadOnlySpan<int> lengths, UInt128[] weights, UInt128 denominator)
    {
        int[] starts = GraphInput.Starts(lengths, out int count);
        UInt128[] numerators = new UInt128[count];
        for (int chain = 0; chain < starts.Length; chain++)
        {
            numerators[starts[chain]] = weights[chain];
        }

        return new TestGraph(count, () => new ChainWalk(numerators, denominator, starts, ring: true));
    }
}
