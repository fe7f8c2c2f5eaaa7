namespace Escalation.Statistics.Sequential;

/// <summary>How an <see cref="EProcess"/> chooses its next bet from the losses so far.</summary>
public enum BettingRule
{
    /// <summary>The same stake at every step.</summary>
    Fixed = 0,

    /// <summary>The stake that would be best if the mean were <c>(S + 1/2) / i</c>, S being the sum of the i - 1 losses before: for losses of 0 and 1 the estimator of Krichevsky and Trofimov.</summary>
    KrichevskyTrofimov,

    /// <summary>A stake of <c>(m - alpha) / (v + (m - alpha)^2)</c> from the mean m and the variance v so far; for losses that vary less than 0 and 1 do.</summary>
    PlugIn,
}
