using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.StatisticalTests;

/// <summary>Every labelled calibration set of n items on three atoms with the threshold that the calibration certifies for it; the true masses and risks come later, so that one enumeration serves many of them.</summary>
internal sealed class RiskWorlds
{
    private readonly List<int[]> _vectors;
    private readonly int[] _actedAtoms;
    private readonly double _alpha;

    internal RiskWorlds(int n, SelectiveRiskOptions options)
    {
        _alpha = options.Alpha;
        _vectors = CountVectors.All(n, 2 * Atoms.Length);
        _actedAtoms = [.. _vectors.Select(counts => ActedAtoms(counts, n, options))];
    }

    /// <summary>The scores, strictest first.</summary>
    internal static double[] Atoms => [1.0, 0.5, 0.0];

    /// <summary>The probability that the certified threshold's true risk is above alpha.</summary>
    internal double Violation(double[] masses, double[] risks)
    {
        double[] cells = [.. masses.Zip(risks).SelectMany(atom => new[] { atom.First * (1.0 - atom.Second), atom.First * atom.Second })];
        bool[] violates = [.. Enumerable.Range(0, Atoms.Length + 1).Select(acted => TrueRisk(masses, risks, acted) > _alpha)];
        double violation = 0.0;
        for (int i = 0; i < _vectors.Count; i++)
        {
            violation += violates[_actedAtoms[i]] ? CountVectors.Weight(_vectors[i], cells) : 0.0;
        }

        return violation;
    }

    private static double TrueRisk(double[] masses, double[] risks, int acted)
    {
        double mass = masses.Take(acted).Sum();
        return acted == 0 ? 0.0 : masses.Take(acted).Zip(risks, (weight, risk) => weight * risk).Sum() / mass;
    }

    /// <summary>How many atoms the deployed threshold acts on; 0 when nothing is certified.</summary>
    private static int ActedAtoms(int[] counts, int n, SelectiveRiskOptions options)
    {
        double[] scores = new double[n];
        double[] losses = new double[n];
        int filled = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            scores.AsSpan(filled, counts[cell]).Fill(Atoms[cell / 2]);
            losses.AsSpan(filled, counts[cell]).Fill(cell % 2);
            filled += counts[cell];
        }

        if (SelectiveRisk.Calibrate(scores, losses, options) is not Certified { Certificate: var certificate })
        {
            return 0;
        }

        return Atoms.Count(atom => !ScoreComparison.Escalates(certificate.Direction, atom, certificate.Threshold));
    }
}
