using System.Runtime.CompilerServices;

namespace Escalation.Triggers.Loops;

/// <summary>The bytes of a <see cref="MessageSketch"/>, in place.</summary>
[InlineArray(MessageSketch.Size)]
internal struct SketchBytes
{
    private byte _first;
}
