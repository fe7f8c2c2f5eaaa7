using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.StatisticalTests;

/// <summary>Every labelled calibration set of n items on three atoms with all the thresholds that a calibration certifies for it; the true masses and risks come later, so that one enumeration serves many of them.</summary>
internal sealed class ProcedureWorlds
{
    private static readonly double[] Atoms = [1.0, 0.5, 0.0];

    private readonly List<int[]> _vectors;
    private readonly int[] _certified;
    private readonly double[] _losses;
    private readonly double _alpha;

    /// <param name="n">How many items there are.</param>
    /// <param name="losses">The values that a loss can take.</param>
    /// <param name="options">The calibration for given scores.</param>
    internal ProcedureWorlds(int n, double[] losses, Func<double[], SelectiveRiskOptions> options)
    {
        _losses = losses;
        _vectors = CountVectors.All(n, Atoms.Length * losses.Length);
        _certified = [.. _vectors.Select(counts => Certified(counts, n, options))];
        _alpha = options(Atoms).Alpha;
    }

    /// <summary>How many calibration sets certify anything.</summary>
    internal int Certifying => _certified.Count(set => set != 0);

    /// <summary>The probability that any certified threshold's true risk is above alpha.</summary>
    /// <param name="masses">The probability of each atom, the strictest first.</param>
    /// <param name="chances">For each atom, the probability of each loss.</param>
    internal double FamilyWiseError(double[] masses, double[][] chances)
    {
        double[] cells = [.. masses.Zip(chances).SelectMany(atom => atom.Second.Select(chance => atom.First * chance))];
        double[] risks = [.. chances.Select(row => row.Zip(_losses, (chance, loss) => chance * loss).Sum())];
        int unsafeSets = 0;
        for (int acted = 1; acted <= Atoms.Length; acted++)
        {
            double risk = masses.Take(acted).Zip(risks, (mass, own) => mass * own).Sum() / masses.Take(acted).Sum();
            unsafeSets |= risk > _alpha ? 1 << acted : 0;
        }

        double error = 0.0;
        for (int i = 0; i < _vectors.Count; i++)
        {
            error += (_certified[i] & unsafeSets) != 0 ? CountVectors.Weight(_vectors[i], cells) : 0.0;
        }

        return error;
    }

    /// <summary>A bit for each number of atoms that a certified threshold acts on.</summary>
    private int Certified(int[] counts, int n, Func<double[], SelectiveRiskOptions> options)
    {
        double[] scores = new double[n];
        double[] losses = new double[n];
        int filled = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            scores.AsSpan(filled, counts[cell]).Fill(Atoms[cell / _losses.Length]);
            losses.AsSpan(filled, counts[cell]).Fill(_losses[cell % _losses.Length]);
            filled += counts[cell];
        }

        int set = 0;
        foreach (Hypothesis hypothesis in SelectiveRisk.Calibrate(scores, losses, options(scores)).Hypotheses)
        {
            set |= hypothesis.Certified ? 1 << Atoms.Count(atom => !ScoreComparison.Escalates(ScoreDirection.HigherActs, atom, hypothesis.Threshold)) : 0;
        }

        return set;
    }
}
