using Escalation.Calibration;
using Escalation.Calibration.RiskControl;

namespace Escalation.Core.StatisticalTests;

/// <summary>Every testing set of n items on a few atoms of scores, each item right or wrong under acting and under escalating, with the thresholds that the joint calibration certifies for it; true masses and risks come later, so that one enumeration serves many.</summary>
/// <remarks>The choosing items are fixed: the promise holds for the draw of the testing items, whatever the others are.</remarks>
internal sealed class JointWorlds
{
    /// <summary>What can happen to an item of an atom: loss of acting, loss of escalating.</summary>
    private static readonly (double Act, double Escalate)[] Kinds = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)];

    private readonly double[] _atoms;
    private readonly int _kinds;
    private readonly List<int[]> _vectors;
    private readonly List<double[]> _certified;
    private readonly double _budget;
    private readonly double _risk;
    private readonly RiskSubject _subject;

    /// <param name="testing">How many items test.</param>
    /// <param name="atoms">The scores.</param>
    /// <param name="choosing">The items that choose: score, loss of acting, loss of escalating.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="risk">The risk.</param>
    /// <param name="delta">The error level.</param>
    /// <param name="start">The start.</param>
    /// <param name="subject">The risk's subject; wrong escalations only occur where it counts them.</param>
    internal JointWorlds(int testing, double[] atoms, (double Score, double Act, double Escalate)[] choosing, double budget, double risk, double delta, SequenceStart start, RiskSubject subject)
    {
        _atoms = atoms;
        _kinds = subject == RiskSubject.Acted ? 2 : 3;
        _budget = budget;
        _risk = risk;
        _subject = subject;
        int n = testing + choosing.Length;
        double share = (choosing.Length + 0.5) / n;
        var options = new JointCalibrationOptions(budget, risk, 3.0, delta)
        {
            RiskOf = subject,
            ChoosingShare = share,
            Start = start,
            Grid = ThresholdGrid.Of([0.0, .. atoms]),
            DataSha256 = Simulation.NoFingerprint,
        };
        var split = CalibrationSplit.Random(n, share, 0);
        Assert.Equal(choosing.Length, split.Choosing.Length);
        (double[] scores, double[] act, double[] escalate) = (new double[n], new double[n], new double[n]);
        for (int i = 0; i < choosing.Length; i++)
        {
            (scores[split.Choosing[i]], act[split.Choosing[i]], escalate[split.Choosing[i]]) = choosing[i];
        }

        _vectors = CountVectors.All(testing, _kinds * atoms.Length);
        _certified = new List<double[]>(_vectors.Count);
        foreach (int[] counts in _vectors)
        {
            int next = 0;
            for (int cell = 0; cell < counts.Length; cell++)
            {
                for (int i = 0; i < counts[cell]; i++)
                {
                    int item = split.Testing[next++];
                    scores[item] = atoms[cell / _kinds];
                    (act[item], escalate[item]) = Kinds[cell % _kinds];
                }
            }

            CalibrationResult result = JointCalibration.Calibrate(scores, act, escalate, options);
            double[] certified = [.. result.Hypotheses.Where(row => row.Certified).Select(row => row.Threshold)];
            Assert.Equal(result is Certified, certified.Length > 0);
            _certified.Add(certified);
        }
    }

    internal int Sets => _vectors.Count;

    /// <summary>The exact probability that some certified threshold, so possibly the chosen one, breaks the budget or the risk.</summary>
    /// <param name="masses">The probability of each atom.</param>
    /// <param name="wrongActs">The probability that acting on an item of the atom is wrong.</param>
    /// <param name="wrongEscalations">The probability that escalating it is wrong (never both); counted for the risk of all items only.</param>
    internal double Violation(double[] masses, double[] wrongActs, double[] wrongEscalations)
    {
        double[] cells = [.. Enumerable.Range(0, masses.Length * _kinds).Select(cell => masses[cell / _kinds] * Share(cell))];
        var broken = new HashSet<double>(new[] { 0.0 }.Concat(_atoms).Where(Breaks));
        double violation = 0.0;
        for (int i = 0; i < _vectors.Count; i++)
        {
            if (Array.Exists(_certified[i], broken.Contains))
            {
                violation += CountVectors.Weight(_vectors[i], cells);
            }
        }

        return violation;

        double Share(int cell) => (cell % _kinds) switch
        {
            0 => 1.0 - wrongActs[cell / _kinds] - (_kinds == 3 ? wrongEscalations[cell / _kinds] : 0.0),
            1 => wrongActs[cell / _kinds],
            _ => wrongEscalations[cell / _kinds],
        };

        bool Breaks(double threshold)
        {
            double acted = 0.0;
            double wrong = 0.0;
            double escalatedWrong = 0.0;
            for (int atom = 0; atom < _atoms.Length; atom++)
            {
                bool acts = _atoms[atom] <= threshold;
                acted += acts ? masses[atom] : 0.0;
                wrong += acts ? masses[atom] * wrongActs[atom] : 0.0;
                escalatedWrong += acts ? 0.0 : masses[atom] * wrongEscalations[atom];
            }

            bool risky = _subject == RiskSubject.Acted ? acted > 0.0 && wrong / acted > _risk : wrong + escalatedWrong > _risk;
            return 1.0 - acted > _budget + 1e-12 || risky;
        }
    }
}
