using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>How often something of one class was redacted in one field of a package.</summary>
/// <param name="Field">The field, see <see cref="PackageField.Classes"/>, or <c>attributes</c>.</param>
/// <param name="Class">What it was.</param>
/// <param name="Method">What was done with it.</param>
/// <param name="Count">How often, at least 1.</param>
public sealed record RedactionCount(string Field, DataClass Class, RedactionMethod Method, int Count);
