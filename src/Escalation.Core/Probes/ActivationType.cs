using System.Diagnostics.CodeAnalysis;

namespace Escalation.Probes;

/// <summary>How one activation is stored.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names that the field and its file formats use.")]
public enum ActivationType
{
    /// <summary>IEEE 754 binary32, 4 bytes.</summary>
    Float32 = 0,

    /// <summary>IEEE 754 binary16 (<see cref="Half"/>), 2 bytes.</summary>
    Float16,

    /// <summary>The upper half of a binary32 number: 8 bits of exponent and 7 of fraction, 2 bytes.</summary>
    BFloat16,

    /// <summary>A signed byte; the activation is the byte times a scale that all of them share.</summary>
    Int8,
}
