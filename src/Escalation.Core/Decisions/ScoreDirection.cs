namespace Escalation.Decisions;

/// <summary>Which side of a threshold escalates. There is one comparison for each direction, shared by calibration, the deployed rule and the tool.</summary>
public enum ScoreDirection
{
    /// <summary>A delegation score: escalate when score &gt; threshold, that is iff <c>!(score &lt;= threshold)</c>.</summary>
    HigherDelegates = 0,

    /// <summary>A score whose low values delegate: escalate when score &lt; threshold, that is iff <c>!(score &gt;= threshold)</c>.</summary>
    LowerDelegates,

    /// <summary>A confidence: act when score &gt;= threshold, escalate iff <c>!(score &gt;= threshold)</c>.</summary>
    HigherActs,
}
