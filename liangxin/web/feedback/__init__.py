"""意见与投诉: anybody writes to the staff of a place from any page; the staff answer at the desk; the sender reads the
answer under 我的 or by a code. The rules are in places (docs/adr/0070)."""
