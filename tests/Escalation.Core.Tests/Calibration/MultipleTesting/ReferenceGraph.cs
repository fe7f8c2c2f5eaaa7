namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>A weighting scheme in exact fractions: the weight of every hypothesis in every intersection, by removing what is not in it (Bretz et al. 2009), and the closed test over all intersections.</summary>
internal sealed class ReferenceGraph
{
    private readonly int _count;
    private readonly Rational[][] _weightsOf;

    internal ReferenceGraph(double[] weights, double[][] transitions, bool removeFromTheTop = false)
    {
        _count = weights.Length;
        _weightsOf = new Rational[1 << _count][];
        for (int set = 0; set < 1 << _count; set++)
        {
            Rational[] w = [.. weights.Select(Rational.Of)];
            Rational[][] g = [.. transitions.Select(row => row.Select(Rational.Of).ToArray())];
            var left = new HashSet<int>(Enumerable.Range(0, _count));
            int[] order = [.. Enumerable.Range(0, _count)];
            foreach (int j in removeFromTheTop ? order.Reverse() : order)
            {
                if ((set & (1 << j)) == 0)
                {
                    Remove(w, g, left, j);
                }
            }

            _weightsOf[set] = w;
        }
    }

    internal Rational[] WeightsOf(int set) => _weightsOf[set];

    /// <summary>Which hypotheses the closed weighted Bonferroni test rejects: those whose intersections are all rejected, each when some p is within its weight's share of delta.</summary>
    internal bool[] ClosedTest(double[] p, double delta, bool strictly)
    {
        bool[] rejected = [.. Enumerable.Repeat(true, _count)];
        for (int set = 1; set < 1 << _count; set++)
        {
            bool any = false;
            for (int j = 0; j < _count; j++)
            {
                Rational level = _weightsOf[set][j] * Rational.Of(delta);
                int order = Rational.Of(p[j]).CompareTo(level);
                any |= (set & (1 << j)) != 0 && !_weightsOf[set][j].IsZero && (strictly ? order < 0 : order <= 0);
            }

            for (int j = 0; j < _count; j++)
            {
                rejected[j] &= any || (set & (1 << j)) == 0;
            }
        }

        return rejected;
    }

    private static void Remove(Rational[] w, Rational[][] g, HashSet<int> left, int j)
    {
        left.Remove(j);
        Rational[][] old = [.. g.Select(row => row.ToArray())];
        foreach (int i in left)
        {
            w[i] += w[j] * old[j][i];
            Rational loop = Rational.One - (old[i][j] * old[j][i]);
            foreach (int k in left)
            {
                g[i][k] = i == k || loop.IsZero ? Rational.Zero : (old[i][k] + (old[i][j] * old[j][k])) / loop;
            }
        }

        w[j] = Rational.Zero;
        for (int i = 0; i < w.Length; i++)
        {
            g[i][j] = Rational.Zero;
            g[j][i] = Rational.Zero;
        }
    }
}
