using MmRuntime.Atomics;

namespace MmRuntime.Tests.Exploration;

/// <summary>A word on its own, with a name for reports.</summary>
internal sealed class Cell(string name)
{
    private SharedWord _word;

    public long Value
    {
        get => _word.Read(this);
        set => _word.Write(this, value);
    }

    public long Add(long value) => _word.Add(this, value);

    public override string ToString() => name;
}
