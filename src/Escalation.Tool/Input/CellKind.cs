namespace Escalation.Tool.Input;

/// <summary>What a cell of a table holds.</summary>
internal enum CellKind
{
    /// <summary>Nothing: an absent or null member, an empty CSV field.</summary>
    Missing,

    /// <summary>A CSV field, or a JSON number as it is written.</summary>
    Scalar,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>Any other JSON value.</summary>
    Other,
}
