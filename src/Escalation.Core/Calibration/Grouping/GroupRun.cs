using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Calibrates groups at the levels they hold, and again at more as soon as others leave theirs.</summary>
internal sealed class GroupRun
{
    private readonly ItemPartition _groups;
    private readonly CalibrateGroup _calibrate;
    private readonly Func<CalibrationResult, bool> _isExhausted;
    private readonly GroupLevels _levels;
    private readonly double[] _shares;
    private readonly double[] _reached;
    private readonly bool[] _exhausted;
    private readonly CalibrationResult[] _results;

    private GroupRun(ItemPartition groups, GroupLevels levels, CalibrateGroup calibrate, Func<CalibrationResult, bool> isExhausted)
    {
        _groups = groups;
        _levels = levels;
        _calibrate = calibrate;
        _isExhausted = isExhausted;
        _shares = new double[groups.Count];
        _reached = new double[groups.Count];
        _exhausted = new bool[groups.Count];
        _results = new CalibrationResult[groups.Count];
    }

    /// <summary>Calibrates one group.</summary>
    /// <param name="group">Its place among the groups.</param>
    /// <param name="share">The part of delta that it began with.</param>
    /// <param name="level">The part of delta that it holds now, at least the share.</param>
    internal delegate CalibrationResult CalibrateGroup(int group, double share, double level);

    /// <param name="groups">The groups.</param>
    /// <param name="alpha">The bound for each.</param>
    /// <param name="delta">The error level of all together.</param>
    /// <param name="sharing">How they share it.</param>
    /// <param name="calibrate">Calibrates one; must certify at a larger level whatever it does at a smaller one.</param>
    /// <param name="isExhausted">Whether every hypothesis of a group was rejected.</param>
    /// <param name="pooled">What the rule of all items does in a group, at the group's share.</param>
    internal static GroupResult[] Of(ItemPartition groups, double alpha, double delta, GroupSharing sharing, CalibrateGroup calibrate, Func<CalibrationResult, bool> isExhausted, Func<int, double, GroupCounts?> pooled)
    {
        double[] weights = sharing.Weights is { } known ? [.. known.Values] : [];
        var levels = new GroupLevels(delta, weights, groups.Count);
        long least = BinomialBudget.MinimumTrials(alpha, delta);
        for (int group = 0; group < groups.Count; group++)
        {
            if (groups.Rows(group).Length < least)
            {
                levels.Leave(group);
            }
        }

        var run = new GroupRun(groups, levels, calibrate, isExhausted);
        run.Work(delta, sharing.Recycles);
        var results = new GroupResult[groups.Count];
        for (int group = 0; group < results.Length; group++)
        {
            double share = run._shares[group];
            results[group] = new GroupResult(groups.Names[group], groups.Rows(group).Length, share, run._reached[group], run._exhausted[group], run._results[group], pooled(group, share > 0.0 ? share : delta));
        }

        return results;
    }

    private void Work(double delta, bool recycles)
    {
        for (int group = 0; group < _groups.Count; group++)
        {
            _shares[group] = _levels.Level(group);
            if (_shares[group] == 0.0)
            {
                // It has too few items for the whole of delta, so the answer says how many that would take.
                _reached[group] = delta;
                _results[group] = _calibrate(group, delta, delta);
            }
        }

        bool left = true;
        while (left)
        {
            left = false;
            for (int group = 0; group < _groups.Count; group++)
            {
                double level = _levels.Level(group);
                if (level > _reached[group])
                {
                    _reached[group] = level;
                    _results[group] = _calibrate(group, _shares[group], level);
                    _exhausted[group] = _isExhausted(_results[group]);
                }

                // Whoever leaves raises the level of the others, those before it in this round included.
                if (recycles && level > 0.0 && _exhausted[group])
                {
                    _levels.Leave(group);
                    left = true;
                }
            }
        }
    }
}
