using System.Runtime.CompilerServices;

namespace MmRuntime.AddressSpaces;

/// <summary>Nodes one behind the other, linked through a word that no reader looks at. A field, never copied.</summary>
internal unsafe struct VmaNodeChain
{
    private VmaNode* _first;
    private VmaNode* _last;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first one, which links to the others; null if there is none.</summary>
    public readonly VmaNode* First => _first;

    /// <summary>Adds a node in front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(VmaNode* node)
    {
        node->Link = _first;
        _last = _first is null ? node : _last;
        _first = node;
        Count++;
    }

    /// <summary>Takes the first one off; there must be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public VmaNode* Pop()
    {
        var node = _first;
        _first = node->Link;
        Count--;
        return node;
    }

    /// <summary>Puts all of another chain in front, which is empty then.</summary>
    public void TakeAll(ref VmaNodeChain other)
    {
        if (other._first is null)
        {
            return;
        }

        other._last->Link = _first;
        _last = _first is null ? other._last : _last;
        _first = other._first;
        Count += other.Count;
        other = default;
    }
}
