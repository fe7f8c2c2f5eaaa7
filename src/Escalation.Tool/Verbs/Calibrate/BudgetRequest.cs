namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>A delegation budget to certify.</summary>
/// <param name="Alpha">The largest delegation rate.</param>
/// <param name="LowerDelegates">Whether low scores delegate.</param>
internal sealed record BudgetRequest(double Alpha, bool LowerDelegates);
